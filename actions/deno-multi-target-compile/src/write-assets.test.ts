import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { sha256Of } from './digest.ts'
import { claimFolder } from './output-folder.ts'
import { type NewFile, writeAssets } from './write-assets.ts'

let workspace: string
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'release-'))
  onTestFinished(() => rm(workspace, { recursive: true, force: true }))
})

async function built(name: string, content: string): Promise<NewFile> {
  const from = join(workspace, `built-${name}`)
  await writeFile(from, content)
  return { name, from, sha256: sha256Of(content) }
}
const text = (name: string, content: string): NewFile => ({ name, text: content, sha256: sha256Of(content) })
const claim = (given: string, names: readonly string[] = ['kato', 'SHA256SUMS']) =>
  claimFolder(given, names, {
    workspace,
    temporary: join(workspace, 'temp'),
    scratch: join(workspace, 'temp/run'),
  }).catch((error) => error)

describe('the folder of a release', () => {
  test('holds exactly the files of the run, and a binary can be started', async () => {
    const folder = join(workspace, 'a/release')
    await writeAssets(folder, [await built('kato', 'binary'), text('SHA256SUMS', 'sums')])
    expect((await readdir(folder)).sort()).toEqual(['SHA256SUMS', 'kato'])
    expect(await readFile(join(folder, 'kato'), 'utf8')).toBe('binary')
    expect(((await stat(join(folder, 'kato'))).mode & 0o111) !== 0).toBe(true)
    expect(await readdir(join(workspace, 'a'))).toEqual(['release'])
  })

  test('has no name that no folder can have', async () => {
    expect(await claim('a'.repeat(300))).toMatchObject({ reason: 'output-unusable' })
  })

  test('is replaced as a whole by the next run', async () => {
    const folder = join(workspace, 'release')
    await writeAssets(folder, [text('kato', 'old'), text('SHA256SUMS', 'old')])
    expect(await claim('release')).toBe(folder)
    await writeAssets(folder, [text('kato', 'new')])
    expect(await readdir(folder)).toEqual(['kato'])
    expect(await readFile(join(folder, 'kato'), 'utf8')).toBe('new')
  })

  test('stays as it was if a file is missing or does not read back, so that nothing half made is published', async () => {
    const folder = join(workspace, 'release')
    await writeAssets(folder, [text('kato', 'old')])
    const missing: NewFile = { name: 'other', from: join(workspace, 'nothing'), sha256: sha256Of('') }
    const altered: NewFile = { ...text('kato', 'new'), sha256: sha256Of('something else') }
    for (const files of [[text('kato', 'new'), missing], [altered]]) {
      await expect(writeAssets(folder, files)).rejects.toMatchObject({ reason: 'output-not-written' })
      expect(await readdir(folder)).toEqual(['kato'])
      expect(await readFile(join(folder, 'kato'), 'utf8')).toBe('old')
    }
    await expect(writeAssets(join(workspace, 'new'), [altered])).rejects.toThrow('does not read back')
    expect((await readdir(workspace)).sort()).toEqual(['release'])
  })

  test('is never one that holds files of somebody else', async () => {
    await mkdir(join(workspace, 'src/kato'), { recursive: true })
    await writeFile(join(workspace, 'src/main.ts'), '')
    expect(await claim('src')).toMatchObject({ reason: 'output-not-empty' })
    await rm(join(workspace, 'src/main.ts'))
    // A folder with the name of a file is not a file of this action.
    expect(await claim('src')).toMatchObject({ reason: 'output-not-empty' })
    await rm(join(workspace, 'src/kato'), { recursive: true })
    await symlink('/etc/passwd', join(workspace, 'src/kato'))
    expect(await claim('src')).toMatchObject({ reason: 'output-not-empty' })
  })

  test.each(['.', '', '..', '../elsewhere', '/', '/etc/release', '.git/release', 'temp'])(
    'cannot be %j',
    async (given) => {
      expect(await claim(given)).toMatchObject({ reason: 'output-unusable' })
    },
  )

  test('is not reached through a link that leads out of the workspace', async () => {
    await symlink(tmpdir(), join(workspace, 'link'))
    expect(await claim('link')).toMatchObject({ reason: 'output-unusable' })
    expect(await claim('link/release')).toMatchObject({ reason: 'output-unusable' })
    await writeFile(join(workspace, 'file'), '')
    expect(await claim('file')).toMatchObject({ reason: 'output-unusable' })
  })

  test('is not reached through a link to the folder of git', async () => {
    await mkdir(join(workspace, '.git'))
    await symlink('.git', join(workspace, 'link'))
    expect(await claim('link/release')).toMatchObject({ reason: 'output-unusable' })
  })

  test('is not one that the run removes at its end', async () => {
    for (const path of ['temp/run', 'temp/run/release'])
      expect(await claim(join(workspace, path))).toMatchObject({ reason: 'output-unusable' })
    expect(await claim('temp/runs')).toBe(join(workspace, 'temp/runs'))
  })

  test('is refused before anything is compiled if a file is in its way', async () => {
    await writeFile(join(workspace, 'file'), '')
    for (const path of ['file/release', 'file/a/release'])
      expect(await claim(path)).toMatchObject({ reason: 'output-unusable' })
  })

  test('may be new, and below the temporary folder of the runner', async () => {
    expect(await claim('new/release')).toBe(join(workspace, 'new/release'))
    expect(await claim(join(workspace, 'temp/release'))).toBe(join(workspace, 'temp/release'))
  })
})
