import type { PermissionName } from '@suite/release-assets'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadValue } from './broad-value.ts'

const broad: Readonly<Partial<Record<PermissionName, readonly string[]>>> = {
  read: [
    ...[
      '/',
      '//',
      '/.',
      '/./',
      '/..',
      '/../..',
      '/a/..',
      '/*',
      '/**',
      '\\',
      '..',
      '../',
      './..',
      '../..',
      'a/../..',
    ],
    ...['*', '**', './*', '', ' ', '..\\..', '/..//', '/*/*'],
    ...['C:', 'c:\\', 'C:/', 'D:\\.', '\\\\?\\C:\\', '//?/C:/', '\\\\.\\C:', '/C:/', 'C:\\..', 'C:..'],
    ...['\\\\server\\share', '\\\\?\\UNC\\server\\share\\', '\\\\server', '\\\\?\\'],
    ...[
      '/home',
      '/home/',
      '/home/me',
      '/Users/me/.',
      '/root',
      '/Users',
      'C:\\Users',
      'c:/users/me',
      '/var/root',
    ],
    ...[
      '/proc',
      '/proc/self/root',
      '/proc/1/root/',
      '/dev',
      '/sys',
      '/mnt/c',
      '/Volumes',
      '/Volumes/Macintosh HD',
      '/System/Volumes/Data',
      'C:\\Windows',
      'C:\\Users\\me. ',
    ],
  ],
  net: [
    ...[
      '*',
      '0.0.0.0/0',
      '::/0',
      '[::]/0',
      '[::/0]',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '10.0.0.0/7',
      '2000::/3',
      '::ffff:0:0/96',
    ],
    ...[
      '64:ff9b::/96',
      '*.',
      '*.*',
      '*:443',
      '*.com',
      '*.COM',
      '*.com.',
      '*.com:443',
      '*.co.uk',
      '2002::/16',
    ],
    ...['unix:/', 'unix:/var/run/docker.sock', 'unix:/run/podman/podman.sock'],
  ],
  import: ['*.dev', '0.0.0.0/0', '*'],
  run: [
    ...[
      'sh',
      '/bin/sh',
      'bash',
      '/usr/bin/env',
      'ENV',
      'cmd',
      'CMD.EXE',
      'C:\\Windows\\System32\\cmd.exe',
      'powershell.exe',
    ],
    ...[
      'pwsh',
      'pwsh-7.4',
      'deno',
      './deno',
      'node',
      'node20',
      'nodejs',
      'npx.cmd',
      'python3',
      'python3.12',
      'perl5.38.2',
    ],
    ...[
      'busybox',
      'sudo',
      'xargs',
      'bash-5.2',
      'ld-linux-x86-64.so.2',
      '*',
      'bash ',
      'cmd.',
      'wsl.exe',
      'docker',
    ],
  ],
  env: ['*', 'A*', '_*', ' * '],
  ffi: ['/', '..', 'C:\\'],
  sys: ['*'],
}

const narrow: typeof broad = {
  read: [
    ...[
      'data',
      './data',
      '.',
      './',
      'a/..',
      '../data',
      '../../shared/x',
      '/etc/app',
      '/var/lib/app',
      '/home/me/.config/app',
    ],
    ...[
      'C:\\ProgramData\\app',
      '\\\\server\\share\\app',
      '/unc/data',
      'C:data',
      '/usr/share/zoneinfo',
      'data/*',
      '/tmp',
    ],
    ...['/Users/Shared', '/proc/cpuinfo', '/dev/null', '/mnt/data', '...', '/srv/home', 'home'],
  ],
  net: [
    ...[
      'example.com',
      'example.com:443',
      '*.example.com',
      '10.0.0.0/8',
      '192.168.0.0/16',
      'fc00::/7',
      '127.0.0.1:0',
    ],
    ...[
      '0.0.0.0',
      '0.0.0.0:8080',
      '[::]:80',
      '[::1]',
      'localhost',
      '*.example.co.uk',
      'unix:/run/app.sock',
      'fe80::/10',
    ],
    ...['co.uk', '::ffff:10.0.0.0/104', '169.254.0.0/16'],
  ],
  import: ['jsr.io:443', 'example.com'],
  run: [
    'git',
    '/usr/bin/git',
    'shasum',
    'nodemon',
    'pythonista',
    'envsubst',
    'ffmpeg',
    './tools/build',
    'cmdline',
    'bashful',
  ],
  env: ['HOME', 'APP_*', 'AB*'],
  sys: ['hostname', 'cpus'],
  ffi: ['./libfoo.so'],
}

const rows = (table: typeof broad) =>
  Object.entries(table).flatMap(([permission, values]) =>
    values.map((value) => [permission as PermissionName, value] as const),
  )

describe('a value that means everything', () => {
  it.each(rows(broad))('is found in every spelling: %s %j', (permission, value) => {
    expect(broadValue(permission, value)).toBeDefined()
  })

  it.each(rows(narrow))('is not seen in a value that an app needs: %s %j', (permission, value) => {
    expect(broadValue(permission, value)).toBeUndefined()
  })

  it('is found however many steps lead to the root', () => {
    const step = fc.constantFrom('.', '..', 'x/..', '', 'a/b/../..')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom('/', 'C:/', 'z:\\'), (steps, root) => {
        expect(broadValue('write', root + steps.join('/'))).toBeDefined()
      }),
    )
  })

  it('is searched for in any text without a failure', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<PermissionName>('read', 'net', 'run', 'env', 'sys', 'ffi'),
        fc.string(),
        (name, text) => {
          expect(['undefined', 'string']).toContain(typeof broadValue(name, text))
        },
      ),
    )
  })
})
