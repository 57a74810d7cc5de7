import { dutyReasons } from '@suite/change-rules/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { evidenceReadReasons } from '@suite/evidence/reasons'
import { forgeReasons } from '@suite/forge/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { proofGlob } from './proof-globs.ts'
import { reasons } from './reasons.ts'

export const contract = defineAction({
  name: 'require-proofs',
  title: 'Require proofs',
  description: 'Blocks a change to routes, CORS or headers until the same change contains proofs of it',
  branding: { icon: 'shield', color: 'green' },
  gate: true,
  events: [
    'pull_request_target',
    'pull_request',
    'pull_request_review',
    'merge_group',
    'push',
    'workflow_dispatch',
  ],
  inputs: {
    token: shared.token('The token that reads the pull request, its files and the rules.'),
    labels: input.names({
      description:
        'Labels that require proofs, whether they are on the pull request or come from the rules for its paths. The labels of the policy are added.',
      default: 'change:routes\nchange:cors\nchange:headers',
    }),
    proofs: input.linesOf(proofGlob, {
      description: 'Globs of the files that are proofs.',
      default: 'ops/proofs/**',
    }),
    'config-path': input.path({
      description:
        'The rule file of label-by-path, read at a ref that the author of the change does not control.',
      default: '.github/labeler.yml',
      emptyMeans: 'only the labels on the pull request count',
    }),
    'policy-path': input.path({
      description:
        'A file with more requirements: which proof for which label or path, its content, its age, who may waive it. The default file does not have to exist.',
      default: '.github/proofs.yml',
      emptyMeans: 'no policy',
    }),
    'pr-number': input.integers({
      description:
        'The pull requests to judge. Required on `workflow_dispatch`. On any other event it can only repeat the pull request of the event.',
      min: 1,
    }),
    'proofs-label': input.text({
      description:
        'A label that this action manages, such as `ops:proofs-attached`. The action adds it if all required proofs are present, and removes it otherwise.',
    }),
    'waiver-token': input.secret({
      description: "A token that may read the organization's teams. Needed if a waiver names a team.",
    }),
    comment: input.flag({
      description: 'Keeps one comment on the pull request up to date that says what is missing.',
      default: 'false',
    }),
    timeout: shared.timeout('90s'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    'required-by': {
      description: 'What requires proofs: each label or rule, with the files that caused it',
      holds: 'json',
    },
    proofs: { description: 'Each file that could be a proof, whether it counts, and why not', holds: 'json' },
    missing: { description: 'Each required proof that is missing', holds: 'json' },
  },
  reasons,
  uses: [dutyReasons, evidenceReadReasons, forgeReasons, runnerReasons],
  permissions: [
    { scope: 'contents', access: 'read', why: 'reads the rules, the policy, the trees and the proofs' },
    { scope: 'pull-requests', access: 'read', why: 'reads the pull request, its files, labels and reviews' },
    {
      scope: 'pull-requests',
      access: 'write',
      why: 'writes the comment',
      when: { input: { input: 'comment', is: ['true'] } },
    },
    {
      scope: 'pull-requests',
      access: 'write',
      why: 'adds and removes `proofs-label`, if it is given',
      when: { input: { input: 'proofs-label', given: true } },
    },
  ],
  tokenScopes: [
    {
      input: 'waiver-token',
      service: 'GitHub',
      scope: 'Members: read (organization)',
      why: "the job's token cannot read who belongs to a team",
    },
    {
      input: 'waiver-token',
      service: 'Gitea',
      scope: 'read:organization, for a user who owns the organization or is in the team',
      why: 'Gitea shows the members of a team to no other user',
    },
  ],
  environment: proxyVariables,
})
