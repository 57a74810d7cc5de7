// Which folder may import what. The number of modules seen is asserted by scripts/check/architecture.ts.
const pure =
  '^(packages/(contract|report|change-rules|matchers|config-file|errors|release-assets)/src/|packages/changes/src/(?!clone/)|packages/forge/src/ports/|packages/wire/src/address\\.ts|actions/[^/]+/src/decide\\.ts$|actions/coverage-patch-gate/src/(comparison|left-side[^/]*)\\.ts$|actions/deno-multi-target-compile/src/(flags/|permissions/(judge|compare|rows|policy)\\.ts$|binary/(container|metadata|embedded-files|inspect)\\.ts$|(problems|judge-(?!origin\\.)[^/]+|describe|summary|asset-names|plan|prints-version)\\.ts$)|actions/release-publish/src/(plan|simulate|seen|compare-[^/]*)\\.ts$)'
const test = '(\\.test\\.ts$|/test/)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'an-action-never-imports-an-action',
      severity: 'error',
      from: { path: '^actions/([^/]+)/' },
      to: { path: '^actions/', pathNot: '^actions/$1/' },
    },
    {
      name: 'packages-never-import-actions',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^actions/' },
    },
    {
      name: 'pure-files-stay-pure',
      severity: 'error',
      from: { path: pure, pathNot: test },
      // Types may come from anywhere: they are gone when the code runs.
      to: {
        path: '(^|/)@actions/|^packages/(runner|forge|http|program|testkit)/|^packages/changes/src/clone/|^packages/wire/src/(?!address\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-files-use-no-node',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      // A contract is made of them, and is read before anything else is loaded.
      name: 'reasons-know-reasons-alone',
      severity: 'error',
      from: { path: '^(packages|actions)/[^/]+/src/.*reasons\\.ts$' },
      to: { pathNot: '^packages/errors/src/|reasons\\.ts$' },
    },
    {
      name: 'only-the-runner-knows-the-runner',
      severity: 'error',
      from: { pathNot: '^packages/runner/' },
      to: { path: '/@actions/core/' },
    },
    {
      // Every other program is started by `program`, which ends it at the deadline with all that it started.
      name: 'only-node-checks-starts-programs-by-exec',
      severity: 'error',
      from: { pathNot: '^actions/node-checks/src/run-programs\\.ts$' },
      to: { path: '/@actions/exec/' },
    },
    {
      // Paths of a change are matched by matchers, in linear time. Only reports and untracked files are found on disk.
      name: 'only-reports-and-untracked-files-are-found-on-disk',
      severity: 'error',
      from: {
        pathNot:
          '^actions/(coverage-patch-gate/src/tracefiles/report-files|deno-multi-target-compile/src/source/find-included)\\.ts$',
      },
      to: { path: '/@actions/glob/' },
    },
    {
      // Every other client asks http, which keeps the deadline and sends again.
      name: 'only-http-and-the-probes-know-the-wire',
      severity: 'error',
      from: { pathNot: `^packages/(wire|http|probes)/|^actions/cf-probes/|${test}` },
      to: {
        path: '^packages/wire/src/',
        pathNot: '^packages/wire/src/(address|reasons)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-its-package-knows-github',
      severity: 'error',
      from: { pathNot: '^packages/forge/src/github/' },
      to: { path: '/@actions/github/' },
    },
    {
      name: 'actions-know-the-forge-by-its-face',
      severity: 'error',
      from: { path: '^actions/' },
      to: {
        path: '^packages/forge/src/',
        pathNot: '^packages/forge/src/(index|reasons|releases|release-reasons)\\.ts$',
      },
    },
    {
      name: 'a-forge-never-imports-another',
      severity: 'error',
      from: { path: '^packages/forge/src/(github|gitea)/' },
      to: { path: '^packages/forge/src/(github|gitea|connect\\.ts)', pathNot: '^packages/forge/src/$1/' },
    },
    {
      // An action gives the probes what they need, as ports.
      name: 'probes-know-no-runner',
      severity: 'error',
      from: { path: '^packages/probes/', pathNot: test },
      to: { path: '^packages/(runner|http|forge|cloudflare)/' },
    },
    {
      // A preset is made of probes, and index.ts exports the one that an input adds.
      name: 'one-table-lists-the-kinds-of-probe',
      severity: 'error',
      from: { path: '^packages/probes/src/(?!kinds/|presets/|index\\.ts)', pathNot: test },
      to: { path: '^packages/probes/src/kinds/[^/]+/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-artifacts-knows-artifacts',
      severity: 'error',
      from: { pathNot: '^packages/runner/src/artifacts/' },
      to: { path: '/@actions/artifact/' },
    },
    {
      // The sweep loads them in a program of its own, where vitest does not work.
      name: 'scenarios-work-without-vitest',
      severity: 'error',
      from: { path: '^(actions/[^/]+/test/scenarios|packages/testkit/src/sweep/(?!.*\\.test)[^/]+)\\.ts$' },
      to: { path: '/vitest/', reachable: true },
    },
    {
      name: 'tools-of-tests-stay-in-tests',
      severity: 'error',
      from: { path: '^(actions|packages)/', pathNot: `${test}|^packages/testkit/` },
      to: { path: '^packages/testkit/|/(vitest|msw|fast-check)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(actions|packages)/[^/]+/lib/|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['suite-source', 'import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
}
