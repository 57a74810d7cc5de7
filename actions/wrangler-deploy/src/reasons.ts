import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  deployed: {
    verdict: 'pass',
    means: 'Cloudflare serves the uploaded version to 100 % of the traffic. This was read back.',
  },
  staged: {
    verdict: 'pass',
    means:
      'The uploaded version is deployed with 0 % of the traffic. Only requests that name the version reach it.',
  },
  promoted: {
    verdict: 'pass',
    means: 'The version has the wanted share of the traffic. This was read back.',
  },
  'rolled-back': {
    verdict: 'pass',
    means: 'Cloudflare serves `version-id` to 100 % of the traffic. This was read back.',
  },
  checked: {
    verdict: 'pass',
    means: 'The preflight found no problem. The message names what was not checked.',
  },
  planned: { verdict: 'pass', means: 'A dry run: the preflight passed, and nothing was written.' },
  'not-deployed': {
    verdict: 'fail',
    means:
      'Cloudflare does not give the version the wanted share of the traffic. The exit code of wrangler does not matter here.',
    fix: 'Correct the cause that the message names, then run again.',
  },
  'half-deployed': {
    verdict: 'fail',
    means: 'The new version is live, but something that belongs to it is missing, such as a route.',
    fix: 'Correct the cause and deploy again, or roll back. The message names the live version and the one before it.',
  },
  unconfirmed: {
    verdict: 'fail',
    means: 'Something was written, but its result could not be read from Cloudflare.',
    fix: 'Look at the deployments of the Worker (`command: check` shows the current one). Then run again, or roll back with the ids in the message.',
  },
  'deployment-changed': {
    verdict: 'fail',
    means:
      'The deployment is not the one that was recorded. Somebody else deployed in between, and this run may have replaced their deployment.',
    fix: 'Find out who deployed, then start the whole pipeline again, so that nothing of theirs is lost.',
  },
  'split-deployment': {
    verdict: 'fail',
    means: 'The traffic is split between versions, and a deploy would end that rollout.',
    fix: 'Finish the rollout first, with `command: promote` or `command: rollback`. To end it by this deploy, set `allow-split: true`.',
  },
  'order-violated': {
    verdict: 'fail',
    means: 'The live version was built from a newer or unrelated commit.',
    fix: 'Deploy a newer commit, such as a revert. To deploy the older commit all the same, set `allow-downgrade: true` once.',
  },
  'environment-unclear': {
    verdict: 'fail',
    means: 'The configuration has environments, but `environment` is empty or names another one.',
    fix: 'Name one of them in `environment`. `top-level` means the settings outside of the environments.',
  },
  'worker-missing': {
    verdict: 'fail',
    means: 'The account does not have this Worker or this version.',
    fix: 'Deploy the Worker once with `command: deploy`, or correct `account-id`, `environment` or `version-id`.',
  },
  'secrets-missing': {
    verdict: 'fail',
    means: 'The Worker lacks secrets in this environment.',
    fix: 'Set them with `wrangler secret put`, or send them together with the code with the input `secrets`.',
  },
  'bindings-missing': {
    verdict: 'fail',
    means:
      'The Worker lacks bindings in this environment. Wrangler does not inherit them from the top level.',
    fix: 'Declare them in the configuration of this environment.',
  },
  'routes-differ': {
    verdict: 'fail',
    means: 'The routes in Cloudflare differ from those in the configuration.',
    fix: 'Correct one of the two; the output `drift` lists both. To let a deploy remove routes, set `routes-policy: report` once.',
  },
  'route-taken': {
    verdict: 'fail',
    means: 'A route or custom domain of the configuration belongs to another Worker.',
    fix: 'Remove it from that Worker first, or correct the configuration.',
  },
  'dns-record-taken': {
    verdict: 'fail',
    means:
      'A custom domain of the configuration already has a DNS record that does not belong to a Worker. On a runner, wrangler would replace that record without asking.',
    fix: 'Delete the record in the zone first, or use a route instead of the custom domain. With `routes-policy: report`, the deploy replaces the record.',
  },
  'domain-inherited': {
    verdict: 'fail',
    means:
      'The environment inherits a custom domain from the top level, and would take it away from the Worker there.',
    fix: 'Give the environment its own `routes`; write `[]` if it has no routes.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The configuration of wrangler cannot be read, or names another account.',
    fix: 'Correct what the message names.',
  },
  'build-failed': {
    verdict: 'fail',
    means: 'The bundle could not be built.',
    fix: 'Correct what wrangler reports; the summary shows the end of its output.',
  },
  'wrangler-unusable': {
    verdict: 'fail',
    means:
      'The action found no wrangler that supports what you asked for, or no Node that can run it. Nothing was written.',
    fix: 'Install what the message names.',
  },
  'source-untrusted': {
    verdict: 'fail',
    means: 'The run uses the code of a fork, and has secrets that this code could read.',
    fix: 'Deploy on `push`. On `pull_request`, give no token: `check` works without one.',
  },
  'token-invalid': {
    verdict: 'fail',
    means: 'Cloudflare does not accept the API token, or the token is not active.',
    fix: 'Create a new token in the dashboard, and store it again.',
  },
  'git-failed': {
    verdict: 'fail',
    means:
      'Without a token of the forge, the action reads the order of commits from a clone in the workspace, and git could not answer.',
    fix: 'Fetch the whole history: `fetch-depth: 0` in actions/checkout, or give `token`.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A list from Cloudflare or from the forge was truncated, so the action cannot rely on it.',
    fix: 'Run again.',
  },
})

/** The reasons of the verdict `fail`: each has a fix. */
export type FailingReason = {
  [Code in keyof typeof reasons]: (typeof reasons)[Code]['verdict'] extends 'fail' ? Code : never
}[keyof typeof reasons]
