import type { Certificate } from "../../explore/claims/certificate.ts";
import { describeCertificate } from "../describe-certificate.ts";
import { Places } from "../places.ts";
import type { PageData } from "./page-data.ts";
import { pageNever } from "./page-never.ts";

/** A search that found nothing, as a page shows it: the certificate, and what was never tried. @param folder - Places are shown relative to it. */
export function certificatePage(certificate: Certificate, folder: string): PageData {
  const places = new Places(folder);
  const { pairs, ...rest } = certificate;
  const [title = "", ...lines] = describeCertificate(rest).split("\n");
  const never = pageNever(pairs, (text) => places.within(text));
  return {
    title: title.replace(/^passed +/, "passed: "),
    failure: [],
    facts: lines.map((line) => [line.slice(0, 10).trim(), line.slice(10)] as const),
    ...(never !== undefined && { never }),
    runs: [],
  };
}
