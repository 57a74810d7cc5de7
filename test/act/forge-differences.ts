/** A test: its file and its title. */
export interface Shown {
  readonly file: string
  readonly title: string
}

/** Something that one of the forges lacks, and what the workflows do there. */
export interface ForgeDifference {
  readonly what: string
  readonly GitHub: string
  readonly Gitea: string
  /** What happens where it is missing. Never that a run passes without what it promises. */
  readonly instead: string
  /** The test that shows what happens instead. Without one, nothing here shows it. */
  readonly shown?: Shown
}

/** What the forges lack, for the README's table. A test checks that every test that is named here exists. */
export const forgeDifferences: readonly ForgeDifference[] = [
  {
    what: 'job summaries',
    GitHub: 'yes',
    Gitea: 'from 1.27',
    instead: 'The log has the same text.',
    shown: {
      file: 'actions/label-by-path/test/gitea.test.ts',
      title: 'the summary, which Gitea does not show before 1.27, is also in the log',
    },
  },
  {
    what: 'artifacts of an action',
    GitHub: 'yes; not on Enterprise Server',
    Gitea: 'yes',
    instead: 'The run says so, and the files stay on the runner. The verdict does not depend on them.',
    shown: {
      file: 'packages/runner/src/artifacts/upload-artifact.test.ts',
      title: 'without a service, the run says so and continues',
    },
  },
  {
    what: 'artifacts from job to job',
    GitHub: 'yes',
    Gitea: 'from runner 3.0.0',
    instead: '`ci` with coverage and the releases fail.',
    shown: {
      file: 'test/act-ci.test.ts',
      title: 'with coverage, a runner of Gitea without artifacts between jobs fails every job',
    },
  },
  {
    what: 'statuses with a token that only reads code',
    GitHub: 'with `statuses: write`',
    Gitea: 'no: 403',
    instead: 'No action posts a status. The check is that of the job.',
    shown: {
      file: 'test/runs.test.ts',
      title: 'no action posts a status, which a token on Gitea may only do with a permission to push',
    },
  },
  {
    what: '`permissions:`',
    GitHub: 'yes',
    Gitea: 'from 1.26',
    instead: 'Older versions are not supported: a token there may do more than the workflow says.',
  },
  {
    what: 'a token that may write for a pull request from a fork',
    GitHub: 'on `pull_request_target`',
    Gitea: 'no',
    instead: '`labeler` fails and names the permission.',
    shown: {
      file: 'actions/label-by-path/test/gitea.test.ts',
      title:
        'the token of a run for a fork can only read: the run fails, and the message says what is needed',
    },
  },
  {
    what: 'merge queue',
    GitHub: 'yes',
    Gitea: 'no',
    instead: 'A run that claims to be of a queue does not pass.',
    shown: {
      file: 'actions/require-proofs/test/gitea.test.ts',
      title: 'a merge queue, which Gitea does not have, does not pass',
    },
  },
  {
    what: 'attestations',
    GitHub: 'yes',
    Gitea: 'no',
    instead:
      'With the variable `RELEASE_ATTEST` at `false`, the notes of the release say that it is not attested.',
    shown: {
      file: 'test/act-release.test.ts',
      title: 'a release is published without attestation, and its notes say so',
    },
  },
  {
    what: 'attestations, although the variable asks for them',
    GitHub: 'yes',
    Gitea: 'no',
    instead: 'The job `attest` fails, and nothing is published.',
    shown: {
      file: 'test/act-release-on-tag.test.ts',
      title: 'attestations that the variable asks for fail the job attest, and nothing is published',
    },
  },
  {
    what: 'reviewers of an environment',
    GitHub: 'yes',
    Gitea: 'no: `environment` is ignored',
    instead:
      'Nobody approves `promote` and `publish`. Each still fails unless the jobs before it proved the version.',
    shown: {
      file: 'test/act-deploy.test.ts',
      title: 'on %s a version that fails its probes is never promoted, and both jobs fail',
    },
  },
  {
    what: '`GITHUB_WORKFLOW_REF`',
    GitHub: 'yes',
    Gitea: 'no',
    instead: '`deploy-api` finds its own file by its usual name, and fails if there is none.',
    shown: {
      file: 'test/template-scripts.test.ts',
      title: 'fails on Gitea too, whose folder is another',
    },
  },
  {
    what: 'expressions in the name of a job',
    GitHub: 'yes',
    Gitea: 'only next to a matrix',
    instead: 'The jobs of pull requests have a matrix, so that the base is in the name of the check.',
    shown: {
      file: 'test/check-names.test.ts',
      title: "main's check stays failed when the gate passes for the older branch on the same commit",
    },
  },
]

/** What act does not do. No test here shows it. */
export const notShownByAct: readonly string[] = [
  'The limits of a token by `permissions:`. The stand-in of the forge limits each token instead, by hand.',
  '`concurrency`: which run waits, and which one is cancelled.',
  'A run that is cancelled. Its conditions are computed instead, with `@actions/expressions`.',
  '`environment`: reviewers, and secrets that belong to one.',
  '`timeout-minutes`, and a runner that is lost.',
  'Runners with other systems, such as the four other systems of `smoke`.',
  'Artifacts of a forge between jobs. A folder takes their place.',
  '`actions/checkout` and `actions/setup-node`, whose results are already on the machine.',
  'Who starts a run: `on:` with its branches and paths, and schedules. Each test names the event.',
]
