import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contract } from '@suite/contract'
import type { FailReason } from '@suite/errors'
import { OutsideError, UsageError } from '@suite/errors'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { prose } from '../packages/report/src/index.ts'
import { emitEnding } from '../packages/runner/src/emit.ts'
import { type Ending, endingOf, failureEnding } from '../packages/runner/src/ending.ts'
import { createLog } from '../packages/runner/src/log.ts'
import { createSecrets } from '../packages/runner/src/secrets.ts'
import { createWrites } from '../packages/runner/src/writes.ts'
import { actionNames, contractOf } from '../scripts/actions.ts'

const contracts = await Promise.all(
  actionNames().map(async (name) => [name, await contractOf(name)] as const),
)
const terms = { enforced: true, writes: createWrites(false, new AbortController().signal) }

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'next-steps-'))
  file = join(folder, 'summary.md')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Writes an ending as a step does, and returns what a person reads: the log and the summary. */
async function read(ending: Ending, contract: Contract, forge: 'github' | 'gitea') {
  await writeFile(file, '')
  vi.stubEnv('GITHUB_STEP_SUMMARY', file)
  let log = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += text
    return true
  })
  const secrets = createSecrets()
  const stdout = { say: (speak: () => void) => speak() }
  const variables = {
    GITHUB_STEP_SUMMARY: file,
    GITHUB_ACTION_REPOSITORY: 'acme/actions',
    GITHUB_ACTION_REF: 'v1',
  }
  const environment = { forge, serverUrl: 'https://forge.example', variables }
  try {
    await emitEnding(ending, {
      contract,
      environment: environment as never,
      log: createLog(secrets, stdout),
      secrets,
      stdout: stdout as never,
    })
  } finally {
    write.mockRestore()
  }
  return {
    lines: log.replaceAll('%0A', '\n').replaceAll('%25', '%').split('\n'),
    summary: await readFile(file, 'utf8'),
  }
}

/** The ways in which a run fails for a reason, without a fix of their own. */
function endingsOf(contract: Contract, code: string): Ending[] {
  const reason = { code, ...contract.reasons[code] } as FailReason
  const outcome = {
    verdict: 'fail',
    reason: code as never,
    headline: 'It failed',
    story: ['A detail'],
  } as const
  return [
    endingOf(contract, { ...outcome, summary: 'A detail', annotations: [], outputs: {} }, terms),
    failureEnding(contract, new OutsideError(reason, 'It failed\nA detail'), terms),
    failureEnding(contract, new UsageError(reason, 'It failed'), terms),
    failureEnding(
      contract,
      new UsageError(reason, [{ what: 'It failed', at: { file: 'a.yml', line: 3 } }], ''),
      terms,
    ),
  ]
}

describe.each(contracts)('a failed run of %s', (name, contract) => {
  const codes = Object.keys(contract.reasons).filter((code) => contract.reasons[code]?.verdict === 'fail')

  it.each(['github', 'gitea'] as const)(
    'on %s says what happened, then what to do, whatever the reason',
    async (forge) => {
      expect(codes.length).toBeGreaterThan(8)
      for (const code of codes)
        for (const ending of endingsOf(contract, code)) {
          const { lines, summary } = await read(ending, contract, forge)
          const { fix = '' } = contract.reasons[code] ?? {}
          const at = lines.findIndex((line) => line.includes('It failed'))
          expect(lines[at + 1], code).toBe(fix)
          const paragraphs = summary.split('\n\n').map((each) => each.trim())
          expect(paragraphs.slice(1, 4), code).toEqual([
            expect.stringMatching(/^❌ \*\*fail\*\* · .*It failed$/),
            prose(fix),
            expect.stringContaining(`/${name}/README.md#${code})`),
          ])
        }
    },
  )
})
