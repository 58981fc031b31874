/** What can go wrong between the console and the server, as three kinds a screen treats differently. */

export interface Told {
  code: string;
  vi: string;
  en: string;
  path: string[];
}

/** The server refused: it says why, in both languages. */
export class Refused extends Error {
  constructor(readonly told: Told[]) {
    super(told[0]?.vi ?? 'refused');
  }

  get first(): Told {
    return this.told[0] ?? { code: 'UNKNOWN', vi: this.message, en: this.message, path: [] };
  }
}

/** Nobody is signed in any more. */
export class SignedOut extends Error {}

/** No answer came: no network, or the server is not there. */
export class Unreachable extends Error {}

interface GraphQLErrorJson {
  message: string;
  extensions?: { code?: string; messages?: { vi?: string; en?: string }; path?: (string | number)[] };
}

const NOBODY = new Set(['UNAUTHENTICATED', 'CSRF_REQUIRED', 'TENANT_MOVED']);

/** The errors of an answer as one of the kinds above. */
export function failureOf(errors: GraphQLErrorJson[]): Refused | SignedOut {
  const told = errors.map(({ message, extensions }) => ({
    code: extensions?.code ?? 'UNKNOWN',
    vi: extensions?.messages?.vi ?? message,
    en: extensions?.messages?.en ?? message,
    path: (extensions?.path ?? []).map(String),
  }));
  return told.some(({ code }) => NOBODY.has(code)) ? new SignedOut() : new Refused(told);
}
