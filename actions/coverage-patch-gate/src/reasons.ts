import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  covered: {
    verdict: 'pass',
    means:
      'The tests run enough of the code that the change adds or alters, and the change meets all other requirements of the inputs.',
  },
  'too-few-lines': {
    verdict: 'skip',
    means: 'The change has fewer counted lines than `min-lines`. The lines that no test ran are listed.',
  },
  'only-moved': {
    verdict: 'skip',
    means: 'All code of the change was only moved or reformatted. The lines are listed with their coverage.',
  },
  'nothing-measured': {
    verdict: 'skip',
    means:
      'The change contains code, but no report has a count for any of its lines, so nothing is known about its tests.',
  },
  'nothing-executable': {
    verdict: 'skip',
    means:
      'The change adds no line of code to a file that counts: only comments, blank lines, tests, generated files, other kinds of files, or removals.',
  },
  'tests-not-green': {
    verdict: 'fail',
    means: 'A job of `needs` failed or was cancelled, so its report says nothing reliable.',
    fix: 'Correct the job that the message names. Its report was not read.',
  },
  uncovered: {
    verdict: 'fail',
    means: 'The tests run too little of the code that the change adds or alters.',
    fix: 'Add tests that run the missed lines.',
  },
  'high-risk-uncovered': {
    verdict: 'fail',
    means: 'A file of `high-risk` does not reach its own percentage.',
    fix: 'Add tests that run the missed lines of that file.',
  },
  'project-uncovered': {
    verdict: 'fail',
    means: 'The coverage of the whole project is below `project-threshold`.',
    fix: 'Add tests, or set `project-threshold` to a value that the project can keep.',
  },
  'tests-missing': {
    verdict: 'fail',
    means:
      'The change has a label or a path of `require-tests`, and adds no line of code to a file of `tests`.',
    fix: 'Add a test to the change, or correct `tests` if it does not match the files of your tests.',
  },
  'unreported-file': {
    verdict: 'fail',
    means:
      'No report mentions a file that the change adds code to, although reports mention other files of its kind, and `unreported-files` is `fail`.',
    fix: 'Load the file in a test, or tell the coverage tool to report files that no test loads.',
  },
  'ignore-comment': {
    verdict: 'fail',
    means: 'The change adds a comment that takes lines out of a report, and `ignore-comments` is `fail`.',
    fix: 'Remove the comment and test the lines, or set `ignore-comments` to `warn`.',
  },
  'report-missing': {
    verdict: 'fail',
    means:
      'A line of `coverage` matches no file, or there are fewer reports than `expected-reports`. Without all reports, only a part of the tests would count.',
    fix: 'Look at the job that writes the report, and at the path under which it is downloaded.',
  },
  'report-unreadable': {
    verdict: 'fail',
    means:
      'A report cannot be read: it is not an lcov file, is damaged, or has an encoding that is not supported.',
    fix: 'Let the coverage tool write lcov in UTF-8, and upload the file as it is or compressed with gzip.',
  },
  'report-empty': {
    verdict: 'fail',
    means: 'A report contains no record, so the run that wrote it measured nothing.',
    fix: 'Look at the step that runs the tests with coverage: it may have run no test.',
  },
  'report-foreign': {
    verdict: 'fail',
    means:
      'The files that a report is about are not in the commit, such as those of a build in `dist`. It proves nothing about the sources.',
    fix: 'Measure the sources, or give `path-map` or the folder of the report as the message says.',
  },
  'report-stale': {
    verdict: 'fail',
    means:
      'A report counts lines past the end of a file, so its tests ran on another version of it; or it is a file of the commit that this run did not write.',
    fix: 'Run the tests on the commit that is checked out here, and use the report of that run.',
  },
  'path-ambiguous': {
    verdict: 'fail',
    means: 'A path of a report could be one of several files of the commit, one of which is changed.',
    fix: 'Give `path-map`, or `glob=folder` in `coverage`, as the message says.',
  },
  'tree-dirty': {
    verdict: 'fail',
    means: 'The content of a changed file differs from the commit, so the tests ran on something else.',
    fix: 'Check out again before this step, or remove the step that edits the file.',
  },
  'tree-mismatch': {
    verdict: 'fail',
    means: 'The checked-out commit does not belong to the event.',
    fix: 'Check out the commit of the event: leave out `ref` of actions/checkout, or give `base`.',
  },
  'history-missing': {
    verdict: 'fail',
    means: 'The clone lacks the commit that the change is compared with. This action fetches nothing.',
    fix: 'Set `fetch-depth` of actions/checkout as the message says.',
  },
  'base-missing': {
    verdict: 'fail',
    means: 'The event does not say what the change is compared with.',
    fix: 'Give `base`: a commit id, or a full ref such as refs/heads/main.',
  },
  'source-binary': {
    verdict: 'fail',
    means: 'A changed file that the tests should run contains a NUL byte, so git shows no lines of it.',
    fix: 'Write the character as an escape, such as \\0, so that the file is text.',
  },
  'trend-invalid': {
    verdict: 'fail',
    means: 'The file in `trend-path` exists, but this action did not write it. It was not overwritten.',
    fix: 'Correct or remove the file, or give another path.',
  },
  'file-not-written': {
    verdict: 'fail',
    means: 'The report, the badge or the trend could not be written, or was different when it was read back.',
    fix: 'Give a path below the workspace or the temporary folder of the runner, and check the disk of the runner.',
  },
})
