// dist/vitest/setup.d.ts
export {};
