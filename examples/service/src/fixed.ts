/** Whether the four bugs of the service are mended: `FIXED=1 npx vitest run`. */
export const fixed: boolean = process.env["FIXED"] === "1";
