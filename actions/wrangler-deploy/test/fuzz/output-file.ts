import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { type Claims, readClaims } from '../../src/wrangler/read-claims.ts'

const line = (entry: object) => `${JSON.stringify({ version: 1, ...entry })}\n`
const session = line({ type: 'wrangler-session', command_line_args: ['--var', 'A:secret'] })

/** The lines that wrangler writes about what it did. */
export const target = defineTarget<Claims>({
  name: 'output-file',
  corpus: [
    session + line({ type: 'deploy', worker_name: 'api', version_id: 'v1', targets: ['x'] }),
    session + line({ type: 'version-upload', worker_name: 'api', version_id: 'v2' }),
    line({ type: 'command-failed', code: 10021, message: 'one\n  two' }),
  ].map(bytesOf),
  dictionary: [
    '"type":"deploy"',
    '"type":"command-failed"',
    '"version_id":"v9"',
    '"version_id":null',
    '"worker_name":"',
    '"version":2',
    '\n',
    '"__proto__":',
    '"message":"',
    '  ',
  ],
  growth: [
    { open: line({ type: 'deploy', worker_name: 'a', version_id: 'v' }) },
    { open: '\n' },
    { open: '[', close: ']' },
    { head: '{"type":"command-failed","version":1,"message":"', open: ' ', tail: '"}\n' },
  ],
  read: (input) => readClaims(textOf(input)),
  judge(input, { versionId, worker, failure }) {
    const entries = textOf(input).split('\n').flatMap(parsed)
    const claims = (member: string, value: string | undefined) =>
      value === undefined || entries.some((entry) => entry[member] === value)
    if (!claims('version_id', versionId)) return `no whole line has the version ${versionId}`
    if (!claims('worker_name', worker)) return `no whole line has the Worker ${worker}`
    if (failure !== undefined && !entries.some(({ type }) => type === 'command-failed'))
      return 'no whole line says that it failed'
    return undefined
  },
})

function parsed(text: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? [value as Record<string, unknown>] : []
  } catch {
    return []
  }
}
