// Writes a browser's place into a cookie, so that it keeps it when its address changes.
function handler(event) {
  const response = event.response;
  if (!event.request.cookies['econlens-bucket']) {
    response.cookies['econlens-bucket'] = {
      value: String(bucketOfBrowser(event)),
      attributes: 'Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax',
    };
  }
  return response;
}
