import { type ConfigSource, readConfigFile } from '@suite/config-file'
import { configFileReasons } from '@suite/config-file/reasons'
import { UsageError } from '@suite/errors'
import { loadRegExpEngine } from '@suite/matchers'
import type { CorsTerms } from '../kinds/cors/probe.ts'
import type { JwtTerms } from '../kinds/jwt/probe.ts'
import { usualEcho } from '../version.ts'
import { type Defaults, kvProbe, type Plan, type PlannedProbe, usual } from './plan.ts'
import { type ProbeEntry, probeFileSchema } from './schema.ts'
import { type Reader, refuseUnknown, toDemands, toRequest, toSteps } from './steps.ts'

/**
 * Reads a probe file. The engine for patterns is loaded only if the file has one.
 * @throws UsageError `config-invalid` with every problem at its file, line and column
 */
export async function readProbeFile(source: ConfigSource, defaults: Defaults): Promise<Plan> {
  const file = readConfigFile(source, probeFileSchema)
  const { version = {}, probes } = file.value
  const compile = hasPattern(probes) ? await loadRegExpEngine() : undefined
  const reader: Reader = { file, problems: [], compile }
  const names = new Set<string>()
  const planned = probes.map((entry, index): PlannedProbe => {
    const path = ['probes', index]
    if (names.has(entry.name))
      reader.problems.push({ what: `a second probe named ${entry.name}`, at: file.locate([...path, 'name']) })
    names.add(entry.name)
    return toProbe(reader, entry, path, defaults)
  })
  // A namespace that was given is probed, whether or not the file thinks of it.
  const addsKv = defaults.kv && !planned.some(({ kind }) => kind === 'kv')
  if (addsKv && names.has(kvProbe.name))
    reader.problems.push({
      what: `the name ${kvProbe.name} is taken, which the probe for kv-namespace-id has`,
      at: file.locate(['probes']),
    })
  if (reader.problems.length > 0)
    throw new UsageError(configFileReasons['config-invalid'], reader.problems, `Correct ${file.path}.`)
  const { header = usualEcho.header, json, required = usualEcho.required } = version
  return {
    source: file.path,
    echo: { header: header.toLowerCase(), json, required },
    probes: addsKv ? [...planned, kvProbe] : planned,
  }
}

function toProbe(
  reader: Reader,
  entry: ProbeEntry,
  path: readonly PropertyKey[],
  defaults: Defaults,
): PlannedProbe {
  const { name, family, jwks, jwt, cors, kv, health, metrics, http = [] } = entry
  const own = { name, family }
  if (jwks) return { ...own, kind: 'jwks', terms: { path: jwks.path ?? usual.jwks } }
  if (jwt) return { ...own, kind: 'jwt', terms: toJwt(reader, jwt, [...path, 'jwt'], defaults) }
  if (cors) return { ...own, kind: 'cors', terms: toCors(reader, cors, [...path, 'cors'], defaults) }
  if (health) return { ...own, kind: 'health', terms: { paths: health.paths ?? usual.health } }
  if (metrics)
    return { ...own, kind: 'metrics', terms: { path: metrics.path ?? usual.metrics, has: metrics.has ?? [] } }
  if (kv === undefined) return { ...own, kind: 'http', terms: toSteps(reader, http, [...path, 'http']) }
  if (!defaults.kv)
    reader.problems.push({
      what: 'needs the input kv-namespace-id',
      at: reader.file.locate([...path, 'kv'], 'key'),
    })
  return { ...own, kind: 'kv' }
}

function toJwt(
  reader: Reader,
  written: NonNullable<ProbeEntry['jwt']>,
  path: readonly PropertyKey[],
  { issuer }: Defaults,
): JwtTerms {
  const request = toRequest({ method: 'POST', ...written })
  refuseUnknown(reader, request, new Set(), path)
  const longest = written['longest-lifetime']
  const headerClaims = Object.entries(written['header-claims'] ?? {})
  return {
    request,
    token: written.token ?? usual.token,
    jwks: written.jwks ?? usual.jwks,
    algorithms: written.algorithms ?? usual.algorithms,
    issuer: written.issuer ?? issuer,
    audience: written.audience,
    longestLifetime: longest === undefined ? undefined : longest / 1_000,
    claims: Object.fromEntries(toDemands(reader, written.claims, [...path, 'claims'])),
    headerClaims: Object.fromEntries(headerClaims.map(([header, claim]) => [header.toLowerCase(), claim])),
  }
}

function toCors(
  { file, problems }: Reader,
  written: NonNullable<ProbeEntry['cors']>,
  path: readonly PropertyKey[],
  { appOrigin }: Defaults,
): CorsTerms {
  const { origin = appOrigin, method = 'POST', actual, expose = [] } = written
  if (origin === undefined)
    problems.push({ what: 'needs origin here, or the input app-origin', at: file.locate(path, 'key') })
  const bodyless = method === 'GET' || method === 'HEAD'
  const given = actual && toRequest({ ...actual, path: written.path })
  return {
    path: written.path,
    method,
    origin: origin ?? '',
    headers: written.headers ?? [],
    credentials: written.credentials ?? false,
    foreignOrigin: written['foreign-origin'] ?? usual.foreignOrigin,
    expose: expose === false || actual === false ? undefined : expose,
    actual:
      actual === false
        ? undefined
        : given
          ? { headers: given.headers ?? {}, body: given.body }
          : bodyless
            ? { headers: {}, body: undefined }
            : usual.actual,
  }
}

function hasPattern(probes: readonly ProbeEntry[]): boolean {
  return JSON.stringify(probes).includes('"pattern":')
}
