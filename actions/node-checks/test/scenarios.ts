import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scenario } from '@suite/testkit/sweep'
import { openProject } from './sweep/project.ts'

/** A project with a package of its own, whose scripts leave files behind. */
const scripts = {
  typecheck: `node -e "fs.writeFileSync('types.txt', 'checked')"`,
  build: `node build.mjs`,
  test: `node -e "fs.writeFileSync('test.txt', fs.readFileSync('dist.txt', 'utf8') + ' and tested')"`,
}
const manifest = { name: 'shop', version: '1.0.0', scripts, dependencies: { greet: 'file:greet' } }
const withNpm = {
  'package.json': JSON.stringify(manifest),
  'package-lock.json': JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { greet: 'file:greet' } },
      greet: { version: '1.0.0' },
      'node_modules/greet': { resolved: 'greet', link: true },
    },
  }),
  'greet/package.json': JSON.stringify({ name: 'greet', version: '1.0.0', exports: './index.mjs' }),
  'greet/index.mjs': "export const greeting = 'built'\n",
  'build.mjs': [
    "import { writeFileSync } from 'node:fs'",
    "import { greeting } from 'greet'",
    "writeFileSync('dist.txt', greeting)",
    'console.log(JSON.stringify(process.env))',
    '',
  ].join('\n'),
}

/** Compiled by the TypeScript that the install brings, and built by a manager that is not npm. */
const withPnpm = (source: string) => ({
  'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', scripts: { build: 'true' } }),
  'pnpm-lock.yaml': '',
  'tsconfig.json': JSON.stringify({ compilerOptions: { types: [] } }),
  'shop.ts': source,
})
const pnpm = `case "$*" in
*--version) echo 9.1.0 ;;
install*) mkdir -p node_modules && ln -sfn "$modules/typescript" node_modules/typescript ;;
'run build') printf built > dist.txt ;;
esac`

/** Returns which of the files does not hold its text. */
async function lackOf(folder: string, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  for (const [path, text] of Object.entries(files)) {
    const found = await readFile(join(folder, path), 'utf8').catch(() => undefined)
    if (found !== text) return `${path} holds ${JSON.stringify(found)} instead of ${JSON.stringify(text)}`
  }
  return undefined
}

const npm = [{ name: 'npm' }]
const node = [{ name: 'node' }]
const inputs = { scripts: 'test' }
const typescript = {
  exists: (folder: string) => readFile(join(folder, 'node_modules/typescript/package.json')),
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'installs, checks types, builds and tests with npm',
    deserves: 'pass',
    open: () =>
      openProject({ files: withNpm, inputs }, npm, (folder) =>
        lackOf(folder, {
          'node_modules/greet/index.mjs': withNpm['greet/index.mjs'],
          'types.txt': 'checked',
          'dist.txt': 'built',
          'test.txt': 'built and tested',
        }),
      ),
  },
  {
    name: 'compiles and builds with pnpm',
    deserves: 'pass',
    open: () =>
      openProject(
        { files: withPnpm('export const price: number = 1\n'), stubs: { pnpm } },
        node,
        async (folder) =>
          (await lackOf(folder, { 'dist.txt': 'built' })) ??
          (await typescript.exists(folder).then(
            () => undefined,
            () => 'TypeScript is not installed',
          )),
      ),
  },
  {
    name: 'installs a project that has nothing to build',
    deserves: 'pass',
    open: () =>
      openProject(
        { files: { ...withNpm, 'package.json': JSON.stringify({ ...manifest, scripts: {} }) } },
        npm,
        (folder) => lackOf(folder, { 'node_modules/greet/index.mjs': withNpm['greet/index.mjs'] }),
      ),
  },
  {
    name: 'fails a build that fails',
    deserves: 'fail',
    open: () =>
      openProject(
        {
          files: {
            ...withNpm,
            'package.json': JSON.stringify({ ...manifest, scripts: { ...scripts, build: 'exit 3' } }),
          },
        },
        npm,
        async () => 'the build fails',
      ),
  },
  {
    name: 'fails types that are wrong',
    deserves: 'fail',
    open: () =>
      openProject(
        { files: withPnpm("export const price: number = 'x'\n"), stubs: { pnpm } },
        node,
        async () => 'the types are wrong',
      ),
  },
]
