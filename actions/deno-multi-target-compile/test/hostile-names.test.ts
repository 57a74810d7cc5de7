import { findInjections, hostilePaths, hostileTextPaths, hostileTexts } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { openScript } from './project.ts'
import { green, missing, once, readOutput, red, setScene } from './scene.ts'

/** A flag separates its values by commas, and holds no control character. */
const names = hostileTexts.filter(
  (name) => !/[\p{Cc}\u2028,]/u.test(name) && name.trim() === name && name.length < 100,
)

describe.skipIf(missing)('names', () => {
  const { compile } = setScene()

  it('of what a program may read and of its files do nothing, and the output and the manifest have them exactly', async () => {
    const files = hostileTextPaths.filter((path) => !/[\n\r\\]|\u0301/.test(path) && path.length < 200)
    const project = await openScript(Object.fromEntries(files.map((path) => [`data/${path}`, 'x'])))
    const permissions = `--allow-read=${names.map((name) => `./${name}`).join(',')}`
    const ran = await compile(project, { inputs: { ...once, permissions, include: 'data' } })
    expect(ran, ran.messages).toMatchObject(green)
    expect(findInjections(ran)).toEqual([])
    const { read } = ran.json<{ read: { allow: string[] } }>('permissions')
    expect(read.allow.length).toBe(names.length)
    const manifest = (await readOutput(project)).get('manifest.json')?.toString() ?? ''
    expect(JSON.parse(manifest).permissions.read.allow.toSorted()).toEqual(read.allow.toSorted())
  })

  it.skipIf(process.platform === 'win32')(
    'with a backslash name no file elsewhere, and are refused',
    async () => {
      const folder = hostileTextPaths.filter((path) => path.startsWith('..\\'))
      const project = await openScript(Object.fromEntries(folder.map((path) => [`data/${path}`, 'x'])))
      const ran = await compile(project, { inputs: { ...once, include: 'data' } })
      expect(ran, ran.messages).toMatchObject({ ...red, reason: 'binary-wrong' })
      expect(findInjections(ran)).toEqual([])
    },
  )

  it('in deno.json, and of the folder that is written, do nothing in a message', async () => {
    const config = JSON.stringify({
      name: hostileTexts.join(' '),
      version: hostileTexts.join(' '),
      imports: { a: names.join(' ') },
    })
    const project = await openScript({ 'deno.json': config })
    const folder = hostilePaths.find((path) => path.includes('@team')) ?? ''
    const ran = await compile(project, { inputs: { ...once, version: '', 'output-dir': folder } })
    expect(ran).toMatchObject(red)
    expect(findInjections(ran)).toEqual([])
    expect(ran.outputs.version ?? '').not.toContain('pwned')
  })
})
