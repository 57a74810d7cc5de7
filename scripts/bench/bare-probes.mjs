// What a person might write instead of cf-probes: the same requests with fetch, and minimal checks of the answers. No
// evidence, no retries until the Worker is ready, no version, no redaction. Run by scripts/bench/probes.ts.
const [base, origin, rounds] = process.argv.slice(2)

const ask = (path, options = {}) => fetch(new URL(path, base), { redirect: 'manual', ...options })
const askJson = async (path, options) => (await ask(path, options)).json()

function must(holds, what) {
  if (!holds) throw new Error(what)
}

const preflight = (from) =>
  ask('/api/si/ask', {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-intelligence-tier,x-user-email',
    },
  })

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

const probes = [
  async () => must((await askJson('/.well-known/jwks.json')).keys.length > 0, 'jwks'),
  async () => {
    const [guest, jwks] = await Promise.all([
      askJson('/auth/guest', { method: 'POST' }),
      askJson('/.well-known/jwks.json'),
    ])
    const [header, payload, signature] = guest.token.split('.')
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const jwk = jwks.keys.find((each) => each.kid === kid)
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
    const signed = Buffer.from(`${header}.${payload}`)
    must(await crypto.subtle.verify(algorithm, key, Buffer.from(signature, 'base64url'), signed), 'guest')
  },
  async () => {
    const [allowed, foreign, actual] = await Promise.all([
      preflight(origin),
      preflight('https://foreign.example'),
      ask('/api/si/ask', {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: '{}',
      }),
    ])
    must(allowed.headers.get('access-control-allow-origin') === origin, 'preflight')
    must(foreign.headers.get('access-control-allow-origin') !== 'https://foreign.example', 'foreign')
    must(actual.headers.has('access-control-expose-headers'), 'actual')
  },
  async () => must((await askJson('/api/ai/binding')).ai_bound === true, 'ai'),
  async () => must((await ask('/healthz')).status === 200, 'healthz'),
  async () => must((await (await ask('/metrics')).text()).includes('http_requests_total'), 'metrics'),
]

for (let round = 0; round < Number(rounds); round += 1) await Promise.all(probes.map((probe) => probe()))
console.log('passed')
