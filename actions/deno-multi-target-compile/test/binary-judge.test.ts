import { deno } from '@suite/testkit/deno'
import { describe, expect, it } from 'vitest'
import { type BinaryJudgement, judgeBinary } from '../src/permissions/judge.ts'
import { readPolicy } from '../src/permissions/policy.ts'
import { binaryOf, type Compilation, compile, program, read } from './real-binaries.ts'

const target = 'x86_64-unknown-linux-gnu'

async function judge(
  flags: readonly string[],
  {
    files = program,
    policy = [],
  }: { readonly files?: Compilation['files']; readonly policy?: readonly string[] } = {},
): Promise<BinaryJudgement> {
  const compiled = await compile({ files, flags, targets: [target] })
  const broad = readPolicy(policy)
  if ('problem' in broad) throw new Error(broad.problem)
  const folders = { project: compiled.folder, others: [compiled.folder], above: [] }
  return judgeBinary(
    read(binaryOf(compiled, target)),
    { name: 'app', version: '1.2.3', folders },
    broad.value,
  )
}

const whats = ({ problems }: BinaryJudgement) => problems.map(({ reason, what }) => `${reason}: ${what}`)

describe.skipIf('missing' in deno)('a binary that may do more than it should', () => {
  it.each([
    ['--allow-run', 'run is not limited'],
    ['--allow-read', 'read is not limited'],
    ['--allow-env=*', 'env allows "*", which covers everything'],
    ['--allow-net=0.0.0.0/0', 'net allows "0.0.0.0/0", which covers every IPv4 address'],
    ['--allow-write=/', 'write allows "/", which is the root of the file system'],
    ['--allow-read=..', 'read allows "..", which leads out of the folder in which the program starts'],
    ['--allow-run=bash', 'run allows "bash", which is a shell, which starts any program'],
  ])('is refused with its permission: %s', async (flag, says) => {
    expect(whats(await judge(['--no-prompt', flag]))).toEqual([`permission-broad: ${says}`])
  })

  it('is refused with every permission if it was compiled with -A, even as --allow-all=false', async () => {
    for (const flag of ['-A', '--allow-all=false']) {
      const found = whats(await judge(['--no-prompt', flag]))
      expect(found).toEqual(
        ['read', 'write', 'net', 'env', 'run', 'sys', 'ffi', 'import'].map(
          (name) => `permission-broad: ${name} is not limited`,
        ),
      )
    }
  })

  it('is refused if it asks its user', async () => {
    expect(whats(await judge([]))).toEqual([
      expect.stringMatching(/^permission-broad: the binary asks its user/),
    ])
  })

  it('passes with a reason, which stands in the table', async () => {
    const judgement = await judge(['--no-prompt', '--allow-run'], {
      policy: ['run: starts the editor of the user'],
    })
    expect(judgement.problems).toEqual([])
    expect(judgement.rows.find(({ permission }) => permission === 'run')).toEqual({
      permission: 'run',
      allowed: 'everything',
      denied: 'nothing',
      reason: 'starts the editor of the user',
    })
  })

  it('is refused if a reason excuses what is not broad, so that it excuses no later change', async () => {
    const found = await judge(['--no-prompt', '--allow-run=git'], { policy: ['net: x', 'run: y'] })
    expect(whats(found)).toEqual(
      [
        'permission-broad: line 1 of `permission-policy` lets net be broad, and it is not',
        'permission-broad: line 2 of `permission-policy` lets run be broad, and it is not',
      ].toSorted((left, right) => Number(left.includes('run')) - Number(right.includes('run'))),
    )
  })
})

describe.skipIf('missing' in deno)('a binary that holds what no release may hold', () => {
  it('names the variables of an .env file, and never their values', async () => {
    const files = { ...program, '.env': 'API_KEY=very-secret\nOTHER=x-very-secret\n' }
    const judgement = await judge(['--no-prompt', '--env-file=.env'], { files })
    expect(whats(judgement)).toEqual([expect.stringContaining('API_KEY, OTHER')])
    expect(JSON.stringify(judgement)).not.toContain('very-secret')
  })

  it.each([
    ['--unsafely-ignore-certificate-errors', 'binary-leaks: the certificate of every host is not checked'],
    ['--unsafely-ignore-certificate-errors=a.dev', 'binary-leaks: the certificate of a.dev is not checked'],
    ['--cert=ca.pem', 'binary-leaks: the binary trusts certificate authorities'],
  ])('is refused for %s', async (flag, says) => {
    const files = { ...program, 'ca.pem': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n' }
    expect(whats(await judge(['--no-prompt', flag], { files }))).toEqual([expect.stringContaining(says)])
  })

  it('tells the flags to write instead of a set, whose paths deno makes absolute', async () => {
    const set = {
      read: ['data', './config.json', '/etc/app'],
      write: { allow: ['out'], deny: ['out/keep'] },
      net: ['a.dev'],
      run: ['git'],
    }
    const files = {
      ...program,
      'deno.json': JSON.stringify({ version: '1.2.3', permissions: { release: set } }),
    }
    const [problem, ...others] = (await judge(['--no-prompt', '-P=release'], { files })).problems
    expect(others).toEqual([])
    expect(problem?.reason).toBe('binary-leaks')
    const flags = /: (--.*)$/.exec(problem?.fix ?? '')?.[1]?.split(' ') ?? []
    expect(flags).toEqual([
      '--allow-read=/etc/app,config.json,data',
      '--allow-write=out',
      '--deny-write=out/keep',
      '--allow-net=a.dev',
      '--allow-run=git',
    ])
    // What the message says to write makes the next build pass.
    expect((await judge(['--no-prompt', ...flags], { files })).problems).toEqual([])
  })

  it('is refused if its import map names the folder that was compiled', async () => {
    const compiled = await compile({
      files: program,
      flags: ['--no-prompt', '--allow-read=/build/checkout/app/data'],
      targets: [target],
    })
    const folders = { project: '/build/checkout/app', others: ['/build/checkout'], above: [] }
    const { problems } = judgeBinary(
      read(binaryOf(compiled, target)),
      { name: 'app', version: '1.2.3', folders },
      { broad: new Map() },
    )
    expect(problems).toMatchObject([
      { reason: 'binary-leaks', fix: expect.stringContaining('--allow-read=data') },
    ])
  })
})

describe.skipIf('missing' in deno)('a binary of another program', () => {
  it('is refused for its version and its name', async () => {
    const compiled = await compile({ files: program, flags: ['--no-prompt'], targets: [target] })
    const folders = { project: '/build/app', others: [], above: [] }
    const { problems } = judgeBinary(
      read(binaryOf(compiled, target)),
      { name: 'tool', version: '1.2.4', folders },
      { broad: new Map() },
    )
    expect(problems.map(({ reason, what }) => [reason, what])).toEqual([
      ['version-mismatch', 'the version in the binary is 1.2.3, not 1.2.4'],
      ['name-mismatch', 'the name in the binary is app, not tool'],
    ])
  })

  it('is refused if it has no version, with what to write', async () => {
    const files = { 'deno.json': '{}', 'main.ts': 'console.log(1)\n' }
    expect((await judge(['--no-prompt'], { files })).problems).toMatchObject([
      { reason: 'version-mismatch', fix: expect.stringContaining('deno.json') },
    ])
  })
})
