import { toDemands } from '../../file/demands.ts'
import { refuseUnknown } from '../../file/refuse-unknown.ts'
import { toRequest } from '../../file/requests.ts'
import { defineKind } from '../kind.ts'
import { jwtProbe } from './probe.ts'
import { schema } from './schema.ts'

export const jwt = defineKind({
  name: 'jwt',
  schema,
  filled: ['path', 'headers', 'body'],
  read(written, { reader, path, named, defaults }) {
    const request = toRequest({ method: 'POST', ...written })
    refuseUnknown(reader, written, new Set(), path)
    const longest = written['longest-lifetime']
    const headerClaims = Object.entries(written['header-claims'] ?? {})
    return jwtProbe(named, {
      request,
      token: written.token ?? '/token',
      jwks: written.jwks ?? '/.well-known/jwks.json',
      algorithms: written.algorithms ?? ['RS256'],
      issuer: written.issuer ?? defaults.issuer,
      audience: written.audience,
      longestLifetime: longest === undefined ? undefined : longest / 1_000,
      claims: Object.fromEntries(toDemands(reader, written.claims, [...path, 'claims'])),
      headerClaims: Object.fromEntries(headerClaims.map(([header, claim]) => [header.toLowerCase(), claim])),
    })
  },
})
