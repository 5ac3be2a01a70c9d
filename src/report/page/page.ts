import type { PageData } from "./page-data.ts";

/** A page that shows `data`, in one file that needs no network. */
export function page(data: PageData, { script, style }: Viewer): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${escapeHtml(data.title)}</title>
<style>${style.replaceAll("</style", "<\\/style")}</style>
</head>
<body>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script>${script.replaceAll("</script", "<\\/script")}</script>
</body>
</html>
`;
}

/** What a page needs beside its data: the viewer's program and its style sheet. */
export interface Viewer {
  readonly script: string;
  readonly style: string;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
