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
  description: 'Blocks a change to routes, CORS or headers until proofs of it are in the same change',
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
        'Labels that make proofs a duty: on the pull request, or by the rules for its paths. Those of the policy are added.',
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
      emptyMeans: 'the labels on the pull request alone make the duty',
    }),
    'policy-path': input.path({
      description:
        'A file that says more: which proof for which label or path, what it holds, how old it may be, who may waive it. The default need not exist.',
      default: '.github/proofs.yml',
      emptyMeans: 'no policy',
    }),
    'pr-number': input.integers({
      description:
        'The pull requests to judge on `workflow_dispatch`, which requires it. On any other event it can only repeat what the event is about.',
      min: 1,
    }),
    'proofs-label': input.text({
      description:
        'A label such as `ops:proofs-attached` that this action then owns: it is put on when the proofs that are asked for are there, and taken off when they are not.',
    }),
    'waiver-token': input.secret({
      description: "A token that may read the organization's teams, where a waiver names one.",
    }),
    comment: input.flag({
      description: 'Keeps one comment on the pull request that says what is missing.',
      default: 'false',
    }),
    timeout: shared.timeout('90s'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    'required-by': {
      description: 'What makes the duty: each label or rule, with the files that caused it',
      holds: 'json',
    },
    proofs: { description: 'Each file that could be a proof, whether it counts, and why not', holds: 'json' },
    missing: { description: 'Each proof that is asked for and not there', holds: 'json' },
  },
  reasons,
  uses: [dutyReasons, evidenceReadReasons, forgeReasons, runnerReasons],
  permissions: [
    { scope: 'contents', access: 'read', why: 'reads the rules, the policy, the trees and the proofs' },
    { scope: 'pull-requests', access: 'read', why: 'reads the pull request, its files, labels and reviews' },
    {
      scope: 'pull-requests',
      access: 'write',
      why: 'keeps the comment',
      when: { input: { input: 'comment', is: ['true'] } },
    },
    {
      scope: 'pull-requests',
      access: 'write',
      why: 'keeps `proofs-label`, where it is given',
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
      scope: 'read:organization, of a user who owns the organization or is in the team',
      why: 'Gitea shows nobody else who is in a team',
    },
  ],
  environment: proxyVariables,
})
