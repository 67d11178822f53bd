
// A number from 0 to 99 for any text, the same each time and evenly spread.
function bucketOf(text) {
  let hash = 2166136261; // FNV-1a
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 16777619) >>> 0;
  }
  return hash % 100;
}

// A browser's own: from its cookie, or from its address until it has one.
function bucketOfBrowser(event) {
  const cookie = event.request.cookies['econlens-bucket'];
  return cookie ? Number(cookie.value) : bucketOf(event.viewer.ip);
}
