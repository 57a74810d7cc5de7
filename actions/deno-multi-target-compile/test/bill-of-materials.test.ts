import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Spec } from '@cyclonedx/cyclonedx-library'
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation'
import {
  deno,
  hostTarget,
  makeArchive,
  makeBase,
  placeArchives,
  sha256Of,
  startPackageHost,
} from '@suite/testkit/deno'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BillRequest, makeBillOfMaterials } from '../src/bill-of-materials.ts'
import { inspect } from '../src/binary/inspect.ts'
import { isBinaryProblem } from '../src/binary/problem.ts'

const run = promisify(execFile)

interface Bill {
  readonly serialNumber: string
  readonly metadata: { readonly timestamp: string; readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}
interface Component {
  readonly 'bom-ref': string
  readonly type: string
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
}

describe.skipIf('missing' in deno)('the bill of materials of a real program', () => {
  const { program, version } = 'missing' in deno ? { program: '', version: '' } : deno
  let request: BillRequest
  let url = ''
  let files: Readonly<Record<string, string>> = {}

  let variables: Readonly<Record<string, string>> = {}

  async function openProject(extra: Readonly<Record<string, string>> = {}) {
    const parent = await mkdtemp(join(tmpdir(), 'bill-'))
    const folder = join(parent, 'project')
    for (const [name, content] of Object.entries({ ...files, ...extra })) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    }
    const env = { ...variables, DENO_DIR: join(parent, 'deno'), HOME: parent, DENO_NO_UPDATE_CHECK: '1' }
    return { parent, folder, env, options: { cwd: folder, env } }
  }

  beforeAll(async () => {
    const host = await startPackageHost({
      npm: [
        {
          name: 'left',
          version: '1.0.0',
          dependencies: { '@scope/right': '^2.0.0' },
          code: "module.exports = require('@scope/right')",
        },
        { name: '@scope/right', version: '2.1.0', code: "module.exports = () => 'right'" },
      ],
      jsr: [
        { name: '@s/second', version: '1.0.0', modules: { '/mod.ts': 'export const second = 2\n' } },
        {
          name: '@s/lib',
          version: '0.5.0',
          modules: {
            '/mod.ts': "import { b } from './b.ts'\nexport const a = b\n",
            '/b.ts': 'export const b = 1\n',
          },
        },
      ],
      web: {
        '/remote.ts': "export * from './other.ts'\n",
        '/other.ts': 'export const remote = 1\n',
        '/only-worker.ts': 'export const work = 1\n',
      },
      redirects: { '/latest.ts': '/remote.ts' },
    })
    url = host.url
    variables = host.variables
    files = {
      'deno.json': JSON.stringify({ imports: { left: 'npm:left@1', '@s/lib': 'jsr:@s/lib@^0.5' } }),
      'data.json': '{"a":1}\n',
      'main.ts': [
        "import left from 'left'",
        "import { a } from '@s/lib'",
        `import { remote } from '${url}/web/latest.ts'`,
        "import data from './data.json' with { type: 'json' }",
        "import { join } from 'node:path'",
        "import inline from 'data:text/javascript,export default 1'",
        'console.log(left(), a, remote, data, join, inline)',
        '',
      ].join('\n'),
    }
    const { parent, folder, options } = await openProject()
    await run(program, ['cache', '--quiet', '--allow-import', 'main.ts'], options)
    const { stdout } = await run(program, ['info', '--json', '--allow-import', 'main.ts'], options)
    request = {
      name: 'app',
      version: '1.2.3',
      commit: 'c'.repeat(40),
      time: new Date('2026-01-31T12:00:00Z'),
      versions: { deno: '2.9.6', v8: '15.0.245.2-rusty' },
      bases: [
        { target: 'x86_64-unknown-linux-gnu', sha256: 'a'.repeat(64) },
        { target: 'aarch64-apple-darwin', sha256: 'b'.repeat(64) },
      ],
      lock: { text: await readFile(join(folder, 'deno.lock'), 'utf8'), where: 'deno.lock' },
      info: JSON.parse(stdout),
      folder,
      hashOf: async (path) => sha256Of(await readFile(path)),
    }
    return async () => {
      await host.close()
      await rm(parent, { recursive: true, force: true })
    }
  })

  const make = async (changes: Partial<BillRequest> = {}) => {
    const made = await makeBillOfMaterials({ ...request, ...changes })
    return { ...made, bill: JSON.parse(made.text) as Bill }
  }

  it('is valid CycloneDX 1.6', async () => {
    const { text } = await make()
    expect(await new JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  })

  it('lists every package, module, file and runtime with its hash', async () => {
    const { bill, count, withoutHash } = await make()
    const lock = JSON.parse(request.lock?.text ?? '')
    const sha512 = (integrity: string) => Buffer.from(integrity.slice(7), 'base64').toString('hex')
    const remote = (name: string) => lock.remote[`${url}/web/${name}`]
    const found = Object.fromEntries(
      bill.components.map((each) => [each['bom-ref'], [each.purl, each.hashes?.[0]?.content]]),
    )
    expect(found).toEqual({
      'npm:left@1.0.0': [
        `pkg:npm/left@1.0.0?download_url=${encodeURIComponent(`${url}/left/1.0.0.tgz`)}`,
        sha512(lock.npm['left@1.0.0'].integrity),
      ],
      'npm:@scope/right@2.1.0': [
        expect.stringContaining('pkg:npm/%40scope/right@2.1.0?download_url='),
        sha512(lock.npm['@scope/right@2.1.0'].integrity),
      ],
      'jsr:@s/lib@0.5.0': ['pkg:jsr/%40s/lib@0.5.0', lock.jsr['@s/lib@0.5.0'].integrity],
      [`${url}/web/remote.ts`]: [
        expect.stringContaining(`pkg:generic/remote.ts?checksum=sha256%3A${remote('remote.ts')}`),
        remote('remote.ts'),
      ],
      [`${url}/web/other.ts`]: [expect.stringContaining('pkg:generic/other.ts?'), remote('other.ts')],
      'file:main.ts': [undefined, sha256Of(Buffer.from(files['main.ts'] ?? ''))],
      'file:data.json': [undefined, sha256Of(Buffer.from(files['data.json'] ?? ''))],
      'denort@2.9.6:x86_64-unknown-linux-gnu': [
        'pkg:generic/denort@2.9.6?target=x86_64-unknown-linux-gnu',
        'a'.repeat(64),
      ],
      'denort@2.9.6:aarch64-apple-darwin': [
        'pkg:generic/denort@2.9.6?target=aarch64-apple-darwin',
        'b'.repeat(64),
      ],
      'v8@15.0.245.2-rusty': ['pkg:generic/v8@15.0.245.2-rusty', undefined],
    })
    expect([count, withoutHash]).toEqual([10, []])
    expect(bill.metadata.component).toMatchObject({ name: 'app', version: '1.2.3' })
  })

  it('lists what only an included file imports, and what is included as it is', async () => {
    const target = hostTarget() ?? 'x86_64-unknown-linux-gnu'
    const extra = {
      'src/app.ts': "import '../main.ts'\n",
      'src/worker.ts': `import { second } from 'jsr:@s/second@1'\nimport { work } from '${url}/web/only-worker.ts'\nconsole.log(second, work)\n`,
      'src/notes.txt': 'notes\n',
    }
    const { folder, env, options } = await openProject(extra)
    const archive = makeArchive(target, makeBase(target, { prints: 'app' }))
    await placeArchives(env.DENO_DIR, version, [[target, archive]])
    const imports = ['--quiet', '--allow-import']
    await run(program, ['cache', ...imports, 'src/app.ts', 'src/worker.ts'], options)
    const { stdout } = await run(program, ['info', '--json', '--allow-import', 'src/app.ts'], options)
    const included = ['--include', 'src/worker.ts', '--include', 'src/notes.txt']
    const output = join(folder, '..', 'app')
    await run(
      program,
      [
        'compile',
        ...imports,
        '--no-check',
        '--target',
        target,
        ...included,
        '--output',
        output,
        'src/app.ts',
      ],
      options,
    )
    const inspection = inspect(await readFile(output))
    if (isBinaryProblem(inspection)) throw new Error(inspection.what)
    const lock = { text: await readFile(join(folder, 'deno.lock'), 'utf8'), where: 'deno.lock' }
    const embedded = [{ ...inspection, entrypoint: inspection.metadata.entrypoint }]
    const { bill, withoutHash } = await make({ folder, lock, info: JSON.parse(stdout), embedded })
    const refs = bill.components.map((each) => each['bom-ref'])
    expect(refs).toEqual(
      expect.arrayContaining([
        'file:src/worker.ts',
        'file:src/notes.txt',
        'file:main.ts',
        'jsr:@s/second@1.0.0',
        `${url}/web/only-worker.ts`,
      ]),
    )
    expect(withoutHash).toEqual([])
    const before = await make({ folder, lock, info: JSON.parse(stdout) })
    expect(before.bill.components.map((each) => each['bom-ref'])).not.toContain('jsr:@s/second@1.0.0')
    expect(refs).toHaveLength(before.count + 4)
    expect(refs.filter((ref) => ref.includes('node_modules'))).toEqual([])
  })

  it('says what uses what', async () => {
    const { bill } = await make()
    const uses = Object.fromEntries(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]))
    expect(uses['app@1.2.3']).toEqual([
      'denort@2.9.6:aarch64-apple-darwin',
      'denort@2.9.6:x86_64-unknown-linux-gnu',
      'file:main.ts',
    ])
    expect(uses['file:main.ts']).toEqual(
      ['file:data.json', `${url}/web/remote.ts`, 'jsr:@s/lib@0.5.0', 'npm:left@1.0.0'].sort(),
    )
    expect(uses['npm:left@1.0.0']).toEqual(['npm:@scope/right@2.1.0'])
    expect(uses[`${url}/web/remote.ts`]).toEqual([`${url}/web/other.ts`])
    expect(uses['denort@2.9.6:aarch64-apple-darwin']).toEqual(['v8@15.0.245.2-rusty'])
  })

  it('has the same bytes in another folder and in another order, and no path of the machine', async () => {
    const { text, bill } = await make()
    const { folder } = await openProject()
    const info = JSON.parse(JSON.stringify(request.info).replaceAll(request.folder, folder))
    info.modules.reverse()
    info.npmPackages = Object.fromEntries(Object.entries(info.npmPackages).reverse())
    const again = await make({ folder, info, bases: [...request.bases].reverse() })
    expect(again.text).toBe(text)
    expect(text).not.toContain(tmpdir())
    expect(bill.metadata.timestamp).toBe('2026-01-31T12:00:00.000Z')
    expect(bill.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    const other = await make({ commit: 'd'.repeat(40) })
    expect(other.bill.serialNumber).not.toBe(bill.serialNumber)
  })

  it('names what the lock file has no hash for, and lists it all the same', async () => {
    const lock = JSON.parse(request.lock?.text ?? '')
    lock.version = '4'
    lock.remote = {}
    lock.jsr = {}
    delete lock.npm['left@1.0.0'].integrity
    const { bill, count, withoutHash, text } = await make({
      lock: { text: JSON.stringify(lock), where: 'deno.lock' },
    })
    expect(count).toBe(11)
    expect([...withoutHash].sort()).toEqual(
      [
        `${url}/web/other.ts`,
        `${url}/web/remote.ts`,
        `${url}/@s/lib/0.5.0/b.ts`,
        `${url}/@s/lib/0.5.0/mod.ts`,
        'npm:left@1.0.0',
      ].sort(),
    )
    expect(bill.components).toHaveLength(11)
    expect(await new JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  })

  it.each([
    [
      'a lock file of another version',
      { lock: { text: '{"version":"6"}', where: 'deno.lock' } },
      'deno.lock: is not a lock file of version 4 or 5: version',
    ],
    [
      'a lock file that is not JSON',
      { lock: { text: 'x', where: 'deno.lock' } },
      'deno.lock: the lock file is not valid JSON',
    ],
    [
      'another answer of deno info',
      { info: { version: 2, roots: [], modules: [] } },
      'the answer of deno info has an unexpected form: version',
    ],
    [
      'a module of an unknown kind',
      { info: { version: 1, roots: [], modules: [{ specifier: 'ftp://x/y' }] } },
      'belongs to nothing known: ftp://x/y',
    ],
    [
      'a file outside of the commit',
      { info: { version: 1, roots: [], modules: [{ specifier: 'file:///elsewhere.ts' }] } },
      'belongs to nothing known: file:///elsewhere.ts',
    ],
    [
      'a package that is not resolved',
      { info: { version: 1, roots: [], modules: [{ specifier: 'npm:gone' }] } },
      'belongs to nothing known: npm:gone',
    ],
  ] as const)('is not made from %s, since it would not be complete', async (_, changes, message) => {
    await expect(make(changes as Partial<BillRequest>)).rejects.toThrow(message)
  })
})
