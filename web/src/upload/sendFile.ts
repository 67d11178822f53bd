/** Posts a file to the object store's presigned form, telling how many bytes have left. */
import { ApiError, ConnectionError } from "../api/errors";
import type { ErrorBody, UploadCreated } from "../api/types";

/** A store other than ours answers in XML; its reader needs a sentence of ours. */
function refusal(request: XMLHttpRequest): ApiError {
  const fallback: ErrorBody = {
    error: "STORE_REFUSED",
    message: "The file store did not take the file. Try again; if it persists, export it anew.",
    details: [],
    requestId: "",
  };
  try {
    const body = JSON.parse(request.responseText) as ErrorBody;
    return new ApiError(request.status, body.message ? body : fallback);
  } catch {
    return new ApiError(request.status, fallback);
  }
}

function formOf(target: UploadCreated, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(target.fields)) form.append(name, value);
  // The policy names a type, whatever the operating system believes the file to be.
  const type = target.fields["Content-Type"] ?? "text/csv";
  form.append("file", new File([file], "upload", { type }));
  return form;
}

/** fetch cannot report upload progress, hence XMLHttpRequest. */
export function sendFile(
  target: UploadCreated,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("load", () =>
      request.status >= 200 && request.status < 300 ? resolve() : reject(refusal(request)),
    );
    request.addEventListener("error", () => reject(new ConnectionError()));
    request.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", target.url);
    request.send(formOf(target, file));
  });
}
