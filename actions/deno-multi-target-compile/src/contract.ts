import { configFileReasons } from '@suite/config-file/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { releaseReasons } from '@suite/forge/release-reasons'
import { releaseAssetsReasons } from '@suite/release-assets/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { denoReasons } from './deno/reasons.ts'
import { denortReasons } from './denort/reasons.ts'
import { folderPath, programName, versionText } from './inputs.ts'
import { materialsReasons } from './materials/reasons.ts'
import { reasons } from './reasons.ts'
import { sourceReasons } from './source/reasons.ts'
import { targetNames, usualTargets } from './targets.ts'

export const contract = defineAction({
  name: 'deno-multi-target-compile',
  title: 'Compile with Deno for several targets',
  description:
    'Compiles one commit into a binary for each system, and checks in its bytes that each binary may do only what you intend',
  branding: { icon: 'package', color: 'green' },
  events: [],
  inputs: {
    entrypoint: input.path({
      description:
        'The file that starts the program, relative to `working-directory`. It must be a file of the commit.',
      required: true,
    }),
    name: input.of(programName, {
      description:
        'The name of the program. Its data (`Deno.openKv`, `localStorage`) is stored under it on every system.',
      required: true,
    }),
    version: input.of(versionText, {
      description: 'The version to release. It must equal `version` in deno.json.',
      required: true,
    }),
    'working-directory': input.of(folderPath, {
      description: 'The folder in which deno runs.',
      default: '.',
    }),
    config: input.path({
      description:
        'The configuration file of deno, relative to `working-directory`. Empty: the nearest deno.json or deno.jsonc.',
    }),
    targets: input.choices({
      description: 'The targets to compile for.',
      values: targetNames,
      default: usualTargets.join('\n'),
    }),
    names: input.pairs({
      description:
        'The file names of the binaries: `target=name`. A target that is not listed has its usual name, such as `<name>-linux-x86_64`.',
    }),
    permissions: input.lines({
      description:
        'What the program may do: flags of deno such as `--allow-read=data`, one per line, or `-P=set` for a permission set in deno.json. Empty: nothing.',
    }),
    'permission-policy': input.lines({
      description:
        'Which permissions may stay broad, and why: `permission: reason`, such as `run: starts the editor of the user`.',
    }),
    'permission-growth': input.choice({
      description:
        'What to do if the binaries may do more than those of the latest release: `report` only reports it, `fail` fails the run.',
      values: ['report', 'fail'],
      default: 'report',
    }),
    include: input.lines({
      description:
        'More files, folders and modules to put into the binary, relative to `working-directory`. They may be untracked.',
    }),
    exclude: input.lines({
      description: 'Files and folders to leave out of the binary, relative to `working-directory`.',
    }),
    flags: input.lines({
      description:
        'Other flags, one per line: `--icon=…`, `--no-terminal`, `--unstable-…`, `--exclude-unused-npm`, `--self-extracting`.',
    }),
    'pass-variables': input.names({
      description:
        'Names of environment variables that deno may read, such as the token of a private registry. Their values are masked.',
      shape: /^[A-Za-z_][A-Za-z0-9_]{0,199}$/,
      says: 'the name of an environment variable, such as NPM_TOKEN',
    }),
    'deno-version': input.shaped({
      description:
        'The exact version of deno, such as `2.9.6`; the run fails with another one. Empty: the installed version.',
      shape: /^\d{1,4}\.\d{1,4}\.\d{1,4}$/,
      says: 'an exact version such as 2.9.6',
    }),
    'denort-url': input.address({
      description:
        'The address of the runtimes (denort): `<denort-url>/v<version>/denort-<target>.zip`. Give the address of a mirror if you have one.',
      default: 'https://dl.deno.land/release',
    }),
    'denort-sums': input.path({
      description:
        'A file of the commit, from the root of the repository, with the SHA-256 sums of these archives. Without it, the action uses the sums next to the archives, which detect a damaged copy but not a replaced archive.',
    }),
    reproducible: input.choice({
      description:
        '`check` builds everything a second time, which must give the same bytes. `off` builds once.',
      values: ['check', 'off'],
      default: 'check',
    }),
    sbom: input.choice({
      description: 'The format of the bill of materials.',
      values: ['cyclonedx', 'off'],
      default: 'cyclonedx',
    }),
    'smoke-args': input.lines({
      description:
        'The arguments, one per line, to run the binary for this machine with, once. It must exit with 0 and print the version.',
      default: '--version',
      emptyMeans: 'nothing is run',
    }),
    concurrency: input.integer({
      description:
        'How many targets are compiled at the same time. Empty: as many as the processor and the memory allow.',
      min: 1,
      max: 64,
    }),
    'output-dir': input.text({
      description:
        'The folder for the binaries and their documents, relative to the workspace. It must be new or empty, or hold only files that this run writes again.',
      default: 'release-assets',
    }),
    token: input.secret({
      description:
        'The token that reads the latest release, to show which permissions grew. It is used for nothing else.',
      default: '${{ github.token }}',
      required: { input: 'permission-growth', is: ['fail'] },
      emptyMeans: 'permissions are not compared',
    }),
    timeout: shared.timeout('30m'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    assets: {
      description: 'The binaries: for each its `name`, `target`, `size` and `sha256`',
      holds: 'json',
    },
    'manifest-path': { description: 'The path of manifest.json', holds: 'text' },
    'checksums-path': { description: 'The path of SHA256SUMS', holds: 'text' },
    'sbom-path': { description: 'The path of the bill of materials', holds: 'text' },
    version: { description: 'The version that was compiled', holds: 'text' },
    commit: { description: 'The commit that was compiled', holds: 'text' },
    permissions: { description: 'What the binaries may do, read from their bytes', holds: 'json' },
  },
  reasons,
  uses: [
    sourceReasons,
    configFileReasons,
    denoReasons,
    denortReasons,
    materialsReasons,
    releaseAssetsReasons,
    releaseReasons,
    forgeReasons,
    runnerReasons,
  ],
  permissions: [
    {
      scope: 'contents',
      access: 'read',
      why: 'checks out the commit, and reads the latest release to compare its permissions',
    },
  ],
  environment: [...proxyVariables, { name: 'PATH', description: 'Where `deno` and `git` are found' }],
})
