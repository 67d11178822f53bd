/** Files that the server makes for the reader to keep. */
import { api } from "./client";
import { toApiError } from "./errors";

interface FileAnswer {
  data?: Blob;
  error?: unknown;
  response: Response;
}

/** Hands a file to the browser to save. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the bytes after the click; this is ample time for it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function nameIn(response: Response, otherwise: string): string {
  const header = response.headers.get("Content-Disposition") ?? "";
  return /filename="([^"]+)"/u.exec(header)?.[1] ?? otherwise;
}

async function saveAnswer(call: Promise<FileAnswer>, otherwise: string): Promise<void> {
  const { data, error, response } = await call;
  if (!response.ok || !data) throw toApiError(response, error);
  saveFile(data, nameIn(response, otherwise));
}

export type ExportFormat = "csv" | "json" | "pdf";

export function downloadPortfolio(id: string, format: ExportFormat): Promise<void> {
  const params = { path: { id }, query: { format } };
  // API Gateway sends bytes as bytes only to whoever accepts exactly their type.
  const headers = format === "pdf" ? { Accept: "application/pdf" } : {};
  const call = api.GET("/portfolios/{id}/export", { params, headers, parseAs: "blob" });
  return saveAnswer(call as Promise<FileAnswer>, `portfolio.${format}`);
}

export function downloadAccount(): Promise<void> {
  // API Gateway sends bytes as bytes only to whoever accepts exactly their type.
  const headers = { Accept: "application/zip" };
  const call = api.GET("/user/export", { parseAs: "blob", headers });
  return saveAnswer(call as Promise<FileAnswer>, "econlens-account.zip");
}
