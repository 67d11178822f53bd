// Sends a share of browsers to the API and the rest to the server. The share is the key "weight" in
// the key-value store, in percent; without it, or when it cannot be read, everybody goes to the
// server.
import cf from 'cloudfront';

async function weight() {
  try {
    return Number(await cf.kvs().get('weight'));
  } catch (error) {
    return 0;
  }
}

async function handler(event) {
  if (!(bucketOfBrowser(event) < (await weight()))) {
    cf.updateRequestOrigin({
      domainName: 'SERVER_ORIGIN',
      originPath: '',
      originAccessControlConfig: { enabled: false },
    });
  }
  return event.request;
}
