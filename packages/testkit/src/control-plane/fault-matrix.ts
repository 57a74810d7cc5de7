import { gzipSync } from 'node:zlib'
import { type Fault, faults } from '../core/faults.ts'

/** One case of a failing answer. */
export interface FaultRow {
  readonly name: string
  readonly fault: Fault
  /** The answer never ends by itself, so that only the run's own limit ends it. */
  readonly hangs?: true
}

const redirects = [300, 301, 302, 303, 304, 305, 307, 308]
const refusals = [400, 401, 403, 404, 405, 407, 408, 409, 410, 412, 422, 451]
const failures = [500, 501, 502, 503, 504, 505, 520, 599]

const html = '<!doctype html><title>Log in</title>'
const json = { 'content-type': 'application/json' }

/**
 * Returns every kind of unsuccessful answer that a control plane can give.
 *
 * @param token the secret of the request, which some answers repeat
 */
export function faultMatrix(token: string): readonly FaultRow[] {
  const commands = `::error::pwned\n::set-output name=verdict::pass\n##[error]pwned ${token}`
  const status = (code: number, body?: unknown): FaultRow => ({
    name: `${code}`,
    fault: faults.status(code, { body }),
  })
  return [
    ...[202, 203, 204, 206].map((code) => status(code, code === 204 ? undefined : { status: 'queued' })),
    ...redirects.map((code) => ({
      name: `${code} elsewhere`,
      fault: faults.redirect(`http://127.0.0.1:9/${token}`, code),
    })),
    ...refusals.map((code) => status(code, { error: `::error::${token}` })),
    ...failures.map((code) => status(code, { error: commands })),
    { name: '429 that asks for no wait', fault: faults.tooManyRequests(0) },
    { name: '429 that asks for an hour', fault: faults.tooManyRequests(3600) },
    { name: '503 that asks for an hour', fault: faults.status(503, { headers: { 'retry-after': '3600' } }) },
    { name: "502 with a proxy's page", fault: faults.badGateway() },
    {
      name: '200 with HTML',
      fault: faults.status(200, { headers: { 'content-type': 'text/html' }, body: html }),
    },
    { name: '200 with HTML that says JSON', fault: faults.status(200, { headers: json, body: html }) },
    {
      name: '200 with half of JSON',
      fault: faults.status(200, { headers: json, body: '{"runtime_image_pins": [{' }),
    },
    {
      name: '200 with bytes',
      fault: faults.status(200, { headers: json, body: Buffer.from([0xff, 0xfe, 0]) }),
    },
    { name: '200 with a text', fault: faults.wrongShape('"pinned"') },
    { name: '200 with null', fault: faults.wrongShape(null) },
    { name: '200 with true', fault: faults.status(200, { headers: json, body: 'true' }) },
    { name: '200 with a number', fault: faults.wrongShape(7) },
    {
      name: '200 with workflow commands and the token',
      fault: faults.status(200, { headers: json, body: commands }),
    },
    {
      name: '200 with workflow commands and the token as names',
      fault: faults.wrongShape({
        [commands]: commands,
        [token]: token,
        runtime_image_pins: { [token]: commands },
      }),
    },
    {
      name: '200 with a digest that holds the token',
      fault: faults.wrongShape({
        image_digest: `${token}\n${commands}`,
        runtime_image_pins: [
          { template_name: 'codex', region: 'global', image_digest: `${token}\n${commands}` },
        ],
      }),
    },
    {
      name: '200 with 10 MB',
      fault: faults.status(200, { headers: json, body: largeBody() }),
    },
    {
      name: '200 with 10 MB of zeros in gzip',
      fault: faults.status(200, { headers: { ...json, 'content-encoding': 'gzip' }, body: bombBody() }),
    },
    { name: 'a reset before the headers', fault: faults.reset() },
    { name: 'a reset after the headers', fault: faults.resetAfterHeaders(0) },
    { name: 'a reset in the body', fault: faults.resetAfterHeaders(20) },
    { name: 'a hang before the headers', fault: faults.hang(), hangs: true },
    { name: 'a hang after the headers', fault: faults.slowBody(1, 2_000), hangs: true },
  ]
}

// Made once, because each run of a test asks for the whole matrix.
let large: Buffer | undefined
let bomb: Buffer | undefined

function largeBody(): Buffer {
  large ??= Buffer.alloc(10_000_000, '[1],')
  return large
}

function bombBody(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(10_000_000))
  return bomb
}
