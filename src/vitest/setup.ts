import { fakeForFile } from "./globals/fake-for-file.ts";

fakeForFile();
