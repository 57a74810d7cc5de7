import { type PlatformNeed, type SkippedFile, skippedOn } from '../packages/testkit/src/core/platforms.ts'

/**
 * The test files that need what not every platform has. A file is listed as a whole, once for each need; a single test
 * in a file that otherwise runs everywhere says `skipIf` itself.
 */
export const platformNeeds = {
  signals: [
    'actions/cf-probes/test/kv.test.ts',
    'actions/deno-multi-target-compile/src/smoke.test.ts',
    'actions/deno-multi-target-compile/test/whole.test.ts',
    'actions/label-by-path/test/interrupted.test.ts',
    'actions/label-by-path/test/long-matching.test.ts',
    'actions/label-by-path/test/writing.test.ts',
    'actions/promote-runtime-pin/test/stopped.test.ts',
    'actions/release-publish/test/killed.test.ts',
    'actions/verify-runtime-pin/test/outage.test.ts',
    'actions/verify-runtime-pin/test/verify.test.ts',
    'actions/wrangler-deploy/test/deploy.test.ts',
    'actions/wrangler-deploy/test/verdict.test.ts',
    'packages/program/src/run-program.test.ts',
    'packages/runner/src/run-action.test.ts',
    'packages/testkit/src/core/run-action.test.ts',
    'test/lifetime/lifetime.test.ts',
    'test/reader.test.ts',
    'test/sweep/sweep.test.ts',
  ],
  'posix-programs': [
    'actions/deno-multi-target-compile/src/deno/find-deno.test.ts',
    'actions/deno-multi-target-compile/test/judged.test.ts',
    'actions/node-checks/test/checks.test.ts',
    'actions/node-checks/test/managers.test.ts',
    'actions/wrangler-deploy/test/other-wranglers.test.ts',
    'packages/testkit/src/cloudflare/edge.test.ts',
    'packages/testkit/src/core/altered-program.test.ts',
    'packages/testkit/src/sweep/with-nodes.test.ts',
    'test/coverage-trend.test.ts',
    'test/release.test.ts',
    'test/starter-proofs.test.ts',
    'test/sweep/sweep.test.ts',
  ],
  permissions: [
    'actions/deno-multi-target-compile/test/lock.test.ts',
    'actions/deno-multi-target-compile/test/source.test.ts',
    'packages/changes/src/clone/changed-on-disk.test.ts',
    'packages/changes/src/clone/work-tree.test.ts',
    'packages/changes/src/clone/write-entries.test.ts',
    'packages/evidence/src/write-evidence.test.ts',
  ],
  symlinks: [
    'actions/deno-multi-target-compile/src/source/lay-out.test.ts',
    'actions/require-proofs/test/bypass-proofs.test.ts',
    'packages/changes/src/clone/attributes.test.ts',
    'packages/changes/src/clone/changed-lines.test.ts',
    'packages/changes/src/clone/checkout.test.ts',
    'packages/changes/src/clone/committed-files.test.ts',
  ],
  act: [
    'test/act-conditions.test.ts',
    'test/act-deploy.test.ts',
    'test/act-publish-image.test.ts',
    'test/act-release-on-tag.test.ts',
    'test/act-release.test.ts',
    'test/act.test.ts',
  ],
} as const satisfies Readonly<Record<PlatformNeed, readonly string[]>>

/** Returns the test files that do not run here. */
export function skippedHere(platform: string = process.platform): readonly SkippedFile[] {
  return skippedOn(platform, platformNeeds)
}
