import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { gitIn, startRepository, write } from '../../test/clone.ts'
import { readGenerated } from './attributes.ts'
import { openClone } from './program.ts'

const read = async (folder: string, commit: string, paths: readonly string[]) => [
  ...(await readGenerated(openClone(folder, new AbortController().signal), commit, paths)),
]

test('a file is generated if the commit says so, by any of the ways that git knows', async () => {
  const { folder, commit } = await startRepository()
  const base = await commit({
    '.gitattributes': Buffer.from(
      '[attr]made linguist-generated\n*.pb.ts linguist-generated\n*.lock linguist-generated=true\n*.no linguist-generated=false\n*.un -linguist-generated\n*.made made\n"*.cafe \xe9" linguist-generated\n',
      'latin1',
    ),
    'packages/a/.gitattributes': '/dist/** linguist-generated\n*.pb.ts !linguist-generated\n',
    'packages/b/.gitattributes': { symlink: '../a/.gitattributes' },
  })
  const generated = [
    'a.pb.ts',
    'x/y.lock',
    'x.made',
    'x.cafe \udce9',
    'packages/a/dist/x.ts',
    'ta\tb\n"q".lock',
  ]
  const others = [
    'a.ts',
    'x.no',
    'x.un',
    'packages/a/x.pb.ts',
    'dist/x.ts',
    'x.cafe \udce8',
    'packages/b/dist/x.ts',
  ]
  expect(await read(folder, base, [...others, ...generated])).toEqual(generated)
  expect(await read(folder, base, [])).toEqual([])
  expect(await read(folder, await commit({ '.gitattributes': null, packages: null }), generated)).toEqual([])
})

test('an author does not take files out by calling them generated in the same change', async () => {
  const { folder, commit } = await startRepository()
  const base = await commit({ '.gitattributes': '*.old linguist-generated\n', 'src/a.ts': 'a' })
  const attributes = '* linguist-generated\n'
  await commit({ '.gitattributes': attributes, 'src/.gitattributes': attributes })
  await write(folder, '.gitattributes', attributes)
  await mkdir(join(folder, '.git', 'home', 'git'), { recursive: true })
  for (const file of ['info/attributes', 'home/git/attributes', 'attributes'])
    await writeFile(join(folder, '.git', file), attributes)
  await gitIn(folder, 'config', 'core.attributesFile', join(folder, '.git', 'attributes'))
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('XDG_CONFIG_HOME', join(folder, '.git', 'home'))
  vi.stubEnv('GIT_ATTR_SOURCE', 'HEAD')
  expect(await read(folder, base, ['src/a.ts', 'b.old'])).toEqual(['b.old'])
})

test('in a repository with ids of SHA-256', async () => {
  const { folder, commit } = await startRepository('--object-format=sha256')
  const base = await commit({ '.gitattributes': '*.lock linguist-generated\n' })
  expect(await read(folder, base, ['a.lock', 'a'])).toEqual(['a.lock'])
})
