import { defineReasons } from '@suite/errors'

/** How this action can end, besides as every action can. */
export const reasons = defineReasons({
  deployed: {
    verdict: 'pass',
    means: 'The platform serves the uploaded version at 100 %, as it was read back.',
  },
  staged: {
    verdict: 'pass',
    means: 'The uploaded version is deployed at 0 %, so that requests which name it reach it.',
  },
  promoted: { verdict: 'pass', means: 'The version has the wanted share of traffic, as it was read back.' },
  'rolled-back': {
    verdict: 'pass',
    means: 'The platform serves `version-id` at 100 %, as it was read back.',
  },
  checked: {
    verdict: 'pass',
    means: 'The preflight found nothing wrong. The message names what was not checked.',
  },
  planned: { verdict: 'pass', means: 'A dry run: the preflight passed, and nothing was written.' },
  'not-deployed': {
    verdict: 'fail',
    means: 'The platform does not serve the version at the wanted share, whatever wrangler ended with.',
    fix: 'The message shows what is deployed. Deploy again when the cause is corrected.',
  },
  'half-deployed': {
    verdict: 'fail',
    means: 'The new version is live, but what belongs to it, such as a route, is not there.',
    fix: 'The message names the live version and the one before it. Correct the cause and deploy again, or roll back.',
  },
  unconfirmed: {
    verdict: 'fail',
    means: 'Something was written, and Cloudflare could not be asked what became of it.',
    fix: 'Look at the deployments of the Worker (`command: check` shows the one in effect), then run again or roll back by the ids in the message.',
  },
  'deployment-changed': {
    verdict: 'fail',
    means:
      'The deployment is not the one that was recorded: somebody else deployed in between, and may have been replaced.',
    fix: 'Look at who deployed, then run the pipeline anew.',
  },
  'split-deployment': {
    verdict: 'fail',
    means: 'The traffic is split between versions, which a deploy would end.',
    fix: 'Finish that rollout, or set `allow-split`.',
  },
  'order-violated': {
    verdict: 'fail',
    means: 'The live version is of a newer or unrelated commit.',
    fix: 'Deploy a newer commit, such as a revert, or set `allow-downgrade`.',
  },
  'environment-unclear': {
    verdict: 'fail',
    means: 'The configuration has environments, and none of them or another one is named.',
    fix: 'Name one in `environment`; `top-level` is what stands outside of them.',
  },
  'worker-missing': {
    verdict: 'fail',
    means: 'The account has no such Worker, or not the version that was named.',
    fix: 'Deploy the Worker once with `command: deploy`; correct `account-id`, `environment` or `version-id`.',
  },
  'secrets-missing': {
    verdict: 'fail',
    means: 'The Worker lacks secrets in this environment.',
    fix: 'Set them as the message says, or send them with the code by `secrets`.',
  },
  'bindings-missing': {
    verdict: 'fail',
    means:
      'The Worker lacks bindings in this environment. Wrangler does not inherit them from the top level.',
    fix: 'Declare them in the configuration of this environment.',
  },
  'routes-differ': {
    verdict: 'fail',
    means: 'The routes in the configuration and in Cloudflare differ.',
    fix: 'Correct either; the output `drift` lists both sides. To let a deploy remove routes, set `routes-policy: report` once.',
  },
  'route-taken': {
    verdict: 'fail',
    means: 'A route or custom domain of the configuration belongs to another Worker.',
    fix: 'Take it from that Worker first, or correct the configuration.',
  },
  'dns-record-taken': {
    verdict: 'fail',
    means:
      'A custom domain of the configuration has a DNS record that belongs to no Worker. Wrangler would replace it on a runner without asking.',
    fix: 'Delete the record in the zone first, or use a route in place of the custom domain. With `routes-policy: report` the deploy replaces it.',
  },
  'domain-inherited': {
    verdict: 'fail',
    means:
      'The environment inherits a custom domain of the top level, and would take it away from that Worker.',
    fix: 'Give the environment `routes` of its own, `[]` if it has none.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The configuration of wrangler cannot be read, or names another account.',
    fix: 'Correct what the message names.',
  },
  'build-failed': {
    verdict: 'fail',
    means: 'The bundle could not be built.',
    fix: 'The folded group of the log holds what wrangler said.',
  },
  'wrangler-unusable': {
    verdict: 'fail',
    means: 'There is no wrangler that can do what is asked, or no Node that it runs on. Nothing was written.',
    fix: 'Install what the message names.',
  },
  'source-untrusted': {
    verdict: 'fail',
    means: 'The run is about the code of a fork, and is given secrets that this code could read.',
    fix: 'Deploy on `push`. On `pull_request`, give no token: `check` works without.',
  },
  'token-invalid': {
    verdict: 'fail',
    means: 'Cloudflare does not take the API token, or it is not active.',
    fix: 'Make a new token in the dashboard and store it again.',
  },
  'git-failed': {
    verdict: 'fail',
    means:
      'Without a token of the forge the order is read from a clone in the workspace, and git could not tell.',
    fix: 'Fetch the whole history: `fetch-depth: 0` in actions/checkout, or give `token`.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A list of Cloudflare or of the forge was cut, so that nothing can be decided from it.',
    fix: 'Run again.',
  },
})

/** The reasons of the verdict `fail`: each has a fix. */
export type FailingReason = {
  [Code in keyof typeof reasons]: (typeof reasons)[Code]['verdict'] extends 'fail' ? Code : never
}[keyof typeof reasons]
