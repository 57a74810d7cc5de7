import { changesReasons } from '@suite/changes/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { releaseReasons } from '@suite/forge/release-reasons'
import { releaseAssetsReasons } from '@suite/release-assets/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { commitId, tagName } from './inputs.ts'
import { reasons } from './reasons.ts'

export const contract = defineAction({
  name: 'release-publish',
  title: 'Publish a release',
  description:
    'Publishes a release once and completely; passes only if every file was read back as the manifest lists it',
  branding: { icon: 'upload-cloud', color: 'green' },
  events: [],
  inputs: {
    token: shared.token('The token that creates the release.'),
    tag: input.of(tagName, {
      description:
        'The tag of the release: the version of the manifest, with or without `v`, or either after a prefix that ends in `-`, `/` or `@`. It is created when the release is published, unless it exists.',
      required: true,
    }),
    ref: input.shaped({
      ...commitId,
      description:
        'The commit to release. It must be the commit of the manifest and must be on the default branch.',
      default: '${{ github.sha }}',
      required: true,
    }),
    'assets-manifest': input.text({
      description:
        'The path of manifest.json. Its folder must contain all files of the release, and no others.',
      required: true,
    }),
    attestations: input.lines({
      description:
        'Paths of attestation bundles, one per line. They are published as one file, `<name>-<version>.intoto.jsonl`. Empty: none.',
    }),
    'notes-path': input.text({
      description:
        'A file with the notes of the release, in Markdown. With `generate-notes`, the generated notes follow it.',
    }),
    'generate-notes': input.flag({
      description: 'Lets GitHub write the notes, from the pull requests since `notes-from`.',
      default: 'false',
    }),
    'notes-from': input.of(tagName, {
      description:
        'The tag where generated notes begin. Empty: the nearest published tag before this commit that is not a prerelease.',
    }),
    prerelease: input.flag({
      description: 'Marks the release as a prerelease. It must be `true` for a version such as `1.2.3-rc.1`.',
      default: 'false',
    }),
    'make-latest': input.choice({
      description:
        'Whether the release becomes the latest one. `legacy`: GitHub decides by version and date. Empty: `false` for a prerelease, otherwise `legacy`.',
      values: ['true', 'false', 'legacy'],
    }),
    'annotated-tag': input.flag({
      description: 'Creates an annotated tag, just before the release is published.',
      default: 'false',
    }),
    existing: input.choice({
      description:
        'What to do if the tag already has a published release: `fail` fails the run; `resume` passes if that release equals the manifest. An unfinished draft of the same build is always finished.',
      values: ['fail', 'resume'],
      default: 'fail',
    }),
    immutable: input.choice({
      description:
        '`require`: the release must be immutable, and an attestation of GitHub must name its tag, its commit and every digest. `report`: the action only reports this.',
      values: ['report', 'require'],
      default: 'report',
    }),
    timeout: shared.timeout('30m'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    'release-id': { description: 'The id of the release; empty if there is none', holds: 'text' },
    'release-url': { description: 'The page of the release', holds: 'text' },
    published: {
      description: 'Whether the release is published and equals the manifest',
      holds: 'flag',
    },
    assets: {
      description: 'The files of the release as they were read back: `name`, `size`, `sha256`',
      holds: 'json',
    },
  },
  reasons,
  uses: [releaseAssetsReasons, releaseReasons, forgeReasons, changesReasons, runnerReasons],
  permissions: [
    {
      scope: 'contents',
      access: 'write',
      why: 'creates the draft, uploads the files, and publishes; on Gitea write `releases: write` as well',
    },
    {
      scope: 'attestations',
      access: 'read',
      why: 'reads the attestation of an immutable release in a private repository',
      when: { input: { input: 'immutable', is: ['require'] } },
    },
  ],
  environment: proxyVariables,
})
