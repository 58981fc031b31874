// A strict identity provider (npm oidc-provider): PKCE required, one client with a secret, one person, new keys each start.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , folder, port, redirect, pin] = process.argv;
const packages = createRequire(`${folder}/`);
const load = async (name) => import(pathToFileURL(packages.resolve(name)));
const { default: Provider } = await load('oidc-provider');
const { exportJWK, generateKeyPair } = await load('jose');
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: String(Date.now()), use: 'sig', alg: 'ES256' };
const claims = { sub: 'an', name: 'Võ Minh An', so_dinh_danh: pin };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'roviec',
    client_secret: 'a-secret',
    redirect_uris: [redirect],
    id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: [key] },
  pkce: { required: () => true, methods: ['S256'] },
  claims: { openid: ['sub'], profile: ['name', 'so_dinh_danh'] },
  conformIdTokenClaims: false,
  findAccount: () => ({ accountId: 'an', claims: async () => claims }),
  cookies: { keys: ['of-the-test'] },
});
createServer(provider.callback()).listen(Number(port), '127.0.0.1');
