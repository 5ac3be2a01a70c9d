// dist/instrument/register.d.ts
export {};
