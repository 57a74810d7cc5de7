import { expect, it } from 'vitest'
import { readClaims } from './read-claims.ts'

const line = (entry: object) => `${JSON.stringify({ version: 1, ...entry })}\n`

it('reads from the output file only what wrangler documents', () => {
  const session = line({ type: 'wrangler-session', command_line_args: ['--var', 'A:secret'] })
  const deploy = line({ type: 'deploy', worker_name: 'api', version_id: 'v1', targets: ['x (zone name: y)'] })
  expect(readClaims(session + deploy)).toEqual({ versionId: 'v1', worker: 'api', failure: undefined })
  const dry = line({ type: 'deploy', worker_name: 'api', version_id: null })
  expect(readClaims(dry).versionId).toBeUndefined()
  expect(readClaims(line({ type: 'version-upload', worker_name: 'api', version_id: 'v2' })).versionId).toBe(
    'v2',
  )
  const other = line({ type: 'deploy', version: 2, worker_name: 'api', version_id: 'v3' })
  expect(readClaims(`${other}no json\n{"type"`)).toEqual({
    versionId: undefined,
    worker: undefined,
    failure: undefined,
  })
  const failed = line({ type: 'command-failed', code: 10021, message: 'one\n  two' })
  expect(readClaims(failed).failure).toBe('one two [code 10021]')
  expect(readClaims(line({ type: 'command-failed', message: 'x'.repeat(1_000) })).failure).toHaveLength(300)
})
