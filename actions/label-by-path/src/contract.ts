import { dutyReasons } from '@suite/change-rules/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'

export const contract = defineAction({
  name: 'label-by-path',
  title: 'Label by path',
  description: 'Labels a pull request by the paths that it changes, with the rules of `.github/labeler.yml`',
  branding: { icon: 'tag', color: 'blue' },
  events: [
    'pull_request_target',
    'pull_request',
    'pull_request_review',
    'push',
    'schedule',
    'workflow_dispatch',
    'workflow_run',
    'issue_comment',
  ],
  inputs: {
    token: shared.token('The token that reads the pull request and writes its labels.', ['repo-token']),
    'config-path': input.path({
      description:
        'The rule file. It is read at a ref that the author of the pull request does not control, never from the workspace.',
      default: '.github/labeler.yml',
      aliases: ['configuration-path'],
    }),
    'sync-labels': input.flag({
      description: 'Removes labels whose rules no longer match. The key `sync` of a rule overrides it.',
      default: 'false',
    }),
    dot: input.flag({
      description: 'Whether `*` and `**` match names that begin with a dot.',
      default: 'true',
    }),
    'pr-number': input.integers({
      description:
        'Pull requests to label instead of the one of the event. Required on events without a pull request.',
      min: 1,
    }),
    'create-labels': input.flag({
      description: 'Creates labels that the repository lacks, with the colour and description of their rule.',
      default: 'false',
    }),
    timeout: shared.timeout('90s'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    'new-labels': { description: 'Labels that were added', holds: 'names' },
    'all-labels': { description: 'Labels that the pull request now has', holds: 'names' },
    'removed-labels': { description: 'Labels that were removed', holds: 'names' },
    decision: {
      description:
        'For each pull request and each label of the rule file: the decision, with its rule, files and globs',
      holds: 'json',
    },
    'scope-size': { description: 'How many changed files were looked at', holds: 'number' },
  },
  reasons,
  uses: [dutyReasons, forgeReasons, runnerReasons],
  permissions: [
    { scope: 'contents', access: 'read', why: 'reads the rule file' },
    { scope: 'pull-requests', access: 'write', why: 'reads the pull request and writes its labels' },
    {
      scope: 'issues',
      access: 'write',
      why: 'creates labels that the repository lacks',
      when: { input: { input: 'create-labels', is: ['true'] } },
    },
  ],
  environment: proxyVariables,
})
