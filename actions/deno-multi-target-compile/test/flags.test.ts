import { describe, expect, it } from 'vitest'
import { openProject } from './project.ts'
import { missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene()

describe.skipIf(missing)('a permission that means everything', () => {
  it.each([
    ['-A'],
    ['--allow-all'],
    ['--allow-all=false'],
    ['--allow-all=true\n--allow-read=data'],
    ['-RWE=HOME'],
    ['-R'],
    ['-N'],
    ['-S'],
    ['--allow-read'],
    ['--allow-write'],
    ['--allow-net'],
    ['--allow-env'],
    ['--allow-run'],
    ['--allow-sys'],
    ['--allow-ffi'],
    ['--allow-import'],
    ['--allow-read=data\n--allow-read'],
    ['--allow-read\n--allow-read=data'],
    ['--allow-read='],
    ['--allow-env='],
    ['--allow-read=a,,b'],
    ['--allow-read=/'],
    ['--allow-read=data,/'],
    ['--allow-read=..'],
    ['--allow-read=data/../..'],
    ['--allow-read=//'],
    ['--allow-read=/.'],
    ['--allow-write=C:\\'],
    ['--allow-write=c:/'],
    ['--allow-env=*'],
    ['--allow-env=HOME,*'],
    ['--allow-net=0.0.0.0/0'],
    ['--allow-net=::/0'],
    ['--allow-net=*'],
    ['--allow-net=*:443'],
    ['--allow-run=sh'],
    ['--allow-run=/bin/bash'],
    ['--allow-run=powershell.exe'],
    ['--allow-hrtime'],
    ['--allow-read=data --allow-all'],
    ['--allow-read=data\t-A'],
    ['"--allow-all"'],
    ['-P=wide'],
    ['-P'],
    ['--no-prompt=false'],
    ['--unsafely-ignore-certificate-errors'],
    ['--unsafely-ignore-certificate-errors=localhost'],
    ['--env-file=.env'],
    ['--cert=ca.pem'],
    ['--v8-flags=--allow-natives-syntax'],
    ['--config=other.json'],
    ['--no-lock'],
    ['--frozen=false'],
    ['--allow-scripts'],
    ['-o=elsewhere'],
    ['main.ts'],
    ['--'],
  ])('or is no permission fails the run, and nothing is published: %j', async (permissions) => {
    const project = await openProject({
      'deno.json': JSON.stringify({
        version: '1.2.3',
        permissions: { wide: { all: true } },
        compile: { permissions: { run: true } },
      }),
    })
    const ran = await compile(project, { inputs: { ...once, permissions } })
    expect(ran).toMatchObject(red)
    expect(ran.reason).toMatch(/^(input-invalid|permission-broad)$/)
    expect(ran.messages).toMatch(/`permissions`|is not limited|compile.permissions/)
    expect(await readOutput(project)).toEqual(new Map())
  })
})
