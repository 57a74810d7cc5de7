import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileCapturingGlob, compileGlob } from '@suite/matchers'
import { powerShell } from '@suite/report'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandFor, suggest as suggestFor } from './how-to.ts'
import { suggestPath } from './suggest-path.ts'

const suggest = (...globs: string[]) =>
  suggestPath({ label: 'change:routes', files: globs.map((glob) => compileGlob(glob)) })

describe('a path that would be a proof', () => {
  it.each([
    ['ops/proofs/**', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*.txt', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*.{json,txt}', 'ops/proofs/change-routes.json'],
    ['ops/proofs/**/*', 'ops/proofs/change-routes.txt'],
    ['ops/**/proof.json', 'ops/proof.json'],
    ['**/proof-?.txt', 'proof-x.txt'],
    ['ops/proofs/guest.json', 'ops/proofs/guest.json'],
    ['{ops,dev}/proofs/**', 'ops/proofs/change-routes.txt'],
    ['ops/a\\*b/**', 'ops/a*b/change-routes.txt'],
    ['**', 'change-routes.txt'],
  ])('is derived from %s', (glob, path) => {
    expect(suggest(glob)).toBe(path)
  })

  it('is derived from the first glob that allows it', () => {
    expect(suggest('ops/proofs/+([0-9]).txt', 'ops/proofs/*')).toBe('ops/proofs/change-routes.txt')
    expect(suggest('ops/proofs/+([0-9]).txt')).toBeUndefined()
  })

  const part = fc.constantFrom(
    'ops',
    '*',
    '**',
    '?',
    '*.txt',
    '{a,b}',
    'x[ab]',
    '\\*',
    'a b',
    "it's",
    '.x',
    '@(a|b)',
  )
  it('matches a glob of the requirement, or is not suggested', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.string(), (parts, label) => {
        const glob = compileGlob(parts.join('/'))
        const path = suggestPath({ label, files: [glob] })
        expect(path === undefined || glob.matches(path)).toBe(true)
      }),
    )
  })

  const segment = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..')
  it('is found for a folder of any name that can be typed, and matches only that folder', () => {
    const glob = compileCapturingGlob('ops/proofs/{service}/**')
    fc.assert(
      fc.property(segment, (service) => {
        const bound = glob.bind({ service })
        const path = suggestPath({ label: 'l', files: [bound] })
        if (/^[\x20-\x7e]+$/.test(service)) expect(path).toBe(`ops/proofs/${service}/l.txt`)
        expect(path === undefined || bound.matches(path)).toBe(true)
      }),
    )
  })

  it('with control characters is not suggested, because no one can type it', () => {
    const bound = compileCapturingGlob('ops/proofs/{service}/**').bind({ service: 'a\nb' })
    expect(suggestPath({ label: 'l', files: [bound] })).toBeUndefined()
  })
})

/** The commands for a requirement of change:cors with only these parts. */
const commandsFor = (given: Partial<Parameters<typeof suggestFor>[0]>, missing?: number) =>
  suggestFor(
    {
      label: 'change:cors',
      files: [compileGlob('ops/proofs/**')],
      contains: [],
      maxAge: undefined,
      dated: undefined,
      command: [],
      ...given,
    },
    missing,
  ).map((each) => commandFor(each))
const push = (what: string) => `git add -- ${what} && git commit -m 'Attach proof' && git push`
const fetched = 'curl -sSi https://<your API>/<what changed>'

describe('the command that makes a proof', () => {
  it('is one line that can be copied', () => {
    expect(commandsFor({})).toEqual([
      `mkdir -p -- ops/proofs && ${fetched} > ops/proofs/change-cors.txt && ${push('ops/proofs/change-cors.txt')}`,
    ])
    expect(commandsFor({ files: [compileGlob('*.txt')] })[0]).toMatch(/^curl/)
  })

  it('is the action that writes the evidence, if evidence is required, to a file that the policy accepts', () => {
    const evidence = { verdict: 'pass' } as const
    const command = (address: string) =>
      `npm --prefix <the suite> run --silent try -- cf-probes --input base-url=${address} --input app-origin=https://<your app> --input proof-dir=ops/proofs && ${push('ops/proofs')}`
    const files = [compileGlob('ops/proofs/**/evidence.json')]
    expect(commandsFor({ files, contains: [{ evidence }] }, 2)).toEqual([command('https://<your API>')])
    const subject = { 'base-url': 'https://api.example.com' }
    expect(
      commandsFor({ files, contains: [{ evidence: { ...evidence, kind: 'cf-probes', subject } }] }),
    ).toEqual([command('https://api.example.com')])
    expect(commandsFor({ files: [compileGlob('ops/proofs/*.txt')], contains: [{ evidence }] })).toEqual([])
    const more = { 'app-origin': 'https://app.example.com', 'worker-name': 'shop api', probes: 'playbook' }
    expect(commandsFor({ files, contains: [{ evidence: { ...evidence, subject: more } }] })[0]).toContain(
      " --input app-origin=https://app.example.com --input worker-name='shop api' --input proof-dir=ops/proofs && ",
    )
  })

  it('is not given if the evidence needs a token, which would stay in the history of the shell', () => {
    const evidence = { verdict: 'pass', requires: ['jwks', 'kv-prefs'] } as const
    expect(commandsFor({ contains: [{ evidence }] })).toEqual([])
  })

  it('opens an editor if only a person knows the content, and never fetches what the policy would refuse', () => {
    const path = 'ops/proofs/change-cors.txt'
    const edited = `mkdir -p -- ops/proofs && "${'$'}{EDITOR:-vi}" ${path} && ${push(path)}`
    expect(commandsFor({ contains: [{ text: 'RS256' }] })).toEqual([edited])
    expect(commandsFor({ maxAge: 1, dated: '/at' })).toEqual([edited])
  })

  it('states the time if the policy requires one', () => {
    const path = 'ops/proofs/change-cors.txt'
    expect(commandsFor({ maxAge: 1 })).toEqual([
      `mkdir -p -- ops/proofs && (date -u +%Y-%m-%dT%H:%M:%SZ; ${fetched}) > ${path} && ${push(path)}`,
    ])
  })

  it('is one of PowerShell on a Windows runner, where sh and its programs are not at hand', () => {
    const requirement = {
      label: 'change:cors',
      files: [compileGlob('ops/the proofs/**')],
      contains: [],
      maxAge: undefined,
      dated: undefined,
      command: [],
    }
    const [suggestion] = suggestFor(requirement, 1, powerShell)
    expect(suggestion && commandFor(suggestion, powerShell)).toBe(
      "New-Item -ItemType Directory -Force -Path 'ops/the proofs' | Out-Null; if ($?) { curl.exe -sSi --output 'ops/the proofs/change-cors.txt' https://<your API>/<what changed>; if ($?) { git add -- 'ops/the proofs/change-cors.txt'; if ($?) { git commit -m 'Attach proof'; if ($?) { git push } } } }",
    )
    const [edited] = suggestFor({ ...requirement, contains: [{ text: 'RS256' }] }, 1, powerShell)
    expect(edited?.steps[1]).toBe("notepad 'ops/the proofs/change-cors.txt' | Out-Null")
    const evidence = { verdict: 'pass' } as const
    const files = [compileGlob('ops/proofs/**/evidence.json')]
    const [probed] = suggestFor({ ...requirement, files, contains: [{ evidence }] }, 1, powerShell)
    expect(probed?.steps[0]).toMatch(/^npm\.cmd --prefix <the suite> run --silent try -- cf-probes /)
  })

  it('is that of the policy, if the policy has one', () => {
    const path = 'ops/proofs/change-cors.txt'
    const command = ['./make-proof', `echo a\tb > ${path}`]
    expect(commandsFor({ command, contains: [{ text: 'x' }] })).toEqual([
      `./make-proof && echo a\tb > ${path} && ${push(path)}`,
    ])
  })

  it('is given once for each missing proof, each with its own path, up to three', () => {
    const paths = (missing: number) => commandsFor({}, missing).map((line) => /> (ops\S+)/.exec(line)?.[1])
    expect(paths(2)).toEqual(['ops/proofs/change-cors.txt', 'ops/proofs/change-cors-2.txt'])
    expect(paths(9)).toHaveLength(3)
  })

  it
    .skipIf(process.platform === 'win32')
    .each([
      "a'b",
      'a b',
      '$(touch pwned)',
      '`touch pwned`',
      '-rf',
      'a;b',
      'a"b',
      '*',
      '!x',
      "'; touch pwned #",
      'x'.repeat(200),
    ])('writes to the folder %s and does nothing else', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'how-to-'))
    try {
      const files = [compileCapturingGlob('{name}/proof.txt').bind({ name })]
      const [command = ''] = commandsFor({ files })
      const [make = ''] = command.replace(/curl [^>]*<[^>]*>[^>]*<[^>]*>/, 'echo ok').split(' && git')
      execFileSync('sh', ['-c', make], { cwd: folder })
      expect(readFileSync(join(folder, name, 'proof.txt'), 'utf8')).toBe('ok\n')
      expect(execFileSync('ls', ['-A'], { cwd: folder, encoding: 'utf8' })).toBe(`${name}\n`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
