import { allBaseTargets, baseTargets, deno } from '@suite/testkit/deno'
import { beforeAll, describe, expect, it } from 'vitest'
import { judgeBinary } from '../src/permissions/judge.ts'
import { binaryOf, type Compiled, compile, problemOf, program, read } from './real-binaries.ts'

const flags = ['--no-prompt', '--allow-read=data', '--allow-net=example.com:443', '--include', 'assets']
const noPolicy = { broad: new Map() }
const expected = {
  name: 'app',
  version: '1.2.3',
  folders: { project: '/build/project', others: [], above: [] },
}

describe.skipIf('missing' in deno)('a binary that deno made', () => {
  let compiled: Compiled

  beforeAll(async () => {
    compiled = await compile({ files: program, flags })
  })

  it.each(allBaseTargets)(
    'for %s tells its machine, version, permissions and files without being run',
    (target) => {
      const inspection = read(binaryOf(compiled, target))
      expect(inspection.container).toMatchObject({ ...baseTargets[target], glibc: undefined })
      expect(inspection.metadata).toMatchObject({
        appName: 'app',
        appVersion: '1.2.3',
        entrypoint: 'main.ts',
        arguments: [],
        preloads: [],
        unstable: [],
        v8Flags: [],
        envNames: [],
      })
      expect(inspection.files.map(({ path, size }) => [path, size])).toEqual(
        ['assets/help.txt', 'greet.ts', 'main.ts'].map((path) => [
          path,
          program[path as keyof typeof program].length,
        ]),
      )
      const { problems, rows } = judgeBinary(inspection, expected, noPolicy)
      expect(problems).toEqual([])
      expect(Object.fromEntries(rows.map(({ permission, allowed }) => [permission, allowed]))).toEqual({
        read: 'data',
        write: 'nothing',
        net: 'example.com:443',
        env: 'nothing',
        run: 'nothing',
        sys: 'nothing',
        ffi: 'nothing',
        import: 'the 7 usual hosts of deno',
      })
    },
  )

  it('for arm64 macOS is seen to be signed, and for the others not', () => {
    const signed = allBaseTargets.filter((target) => read(binaryOf(compiled, target)).container.isSigned)
    expect(signed).toEqual(['aarch64-apple-darwin'])
  })

  it('for arm64 macOS counts as unsigned if its signature does not cover the file', () => {
    const binary = Buffer.from(binaryOf(compiled, 'aarch64-apple-darwin'))
    const directory = binary.lastIndexOf(Buffer.from([0xfa, 0xde, 0x0c, 0x02]))
    binary.writeUInt32BE(binary.readUInt32BE(directory + 32) - 1, directory + 32)
    expect(read(binary).container.isSigned).toBe(false)
  })

  it.each(allBaseTargets)('for %s is refused if its program is missing', async (target) => {
    const { makeBase } = await import('@suite/testkit/deno')
    expect(problemOf(makeBase(target, { prints: 'd3n0l4nd' }))).toContain('holds no program')
  })

  it('of 114 bytes is refused although deno ended well', () => {
    const signature = Buffer.alloc(114)
    signature.writeUInt32BE(0xfade0cc0)
    expect(problemOf(signature)).toBe(
      'the file is not an executable of Linux, macOS or Windows; it has 114 bytes',
    )
    expect(problemOf(Buffer.alloc(0))).toContain('it has 0 bytes')
  })

  it.each(allBaseTargets)('for %s shows what starts with it and what it is told', async (target) => {
    const { binaries } = await compile({
      files: { ...program, 'first.ts': 'console.log(1)\n' },
      flags: [
        '--no-prompt',
        '--preload',
        './first.ts',
        '--unstable-kv',
        '--v8-flags=--stack-size=2048',
        '--self-extracting',
      ],
      targets: [target],
    })
    const { shown } = judgeBinary(read(binaries.get(target) ?? Buffer.alloc(0)), expected, noPolicy)
    expect(Object.fromEntries(shown.map(({ label, values }) => [label, values]))).toMatchObject({
      preloads: ['first.ts'],
      'unstable features': ['kv'],
      'V8 flags': ['--stack-size=2048'],
      'unpacked to disk when it starts': [expect.stringMatching(/^[0-9a-f]{16}$/)],
      'embedded files': ['first.ts', 'greet.ts', 'main.ts'],
    })
  })
})
