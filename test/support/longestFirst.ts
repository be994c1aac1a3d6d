import { relative, sep } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take long, the longest first: one that began last would run alone while a core idles. Calls that take
 * much of the machine stand between those that only wait (`heavyCall.ts`).
 */
const long = [
  'test/voice/speechRecognition',
  'test/store/postgres',
  'test/store/crash',
  'test/store/campaignCrash',
  'runtime/cli/flow',
  'test/import/badInput',
  'test/routes/people',
  'test/routes/start',
  'runtime/storage/sqlite',
  'shared/session/total',
  'test/browser/making',
  'test/browser/safety',
  'test/browser/task',
  'test/browser/fmlAndVersions',
  'test/browser/editing',
  'test/browser/finding',
  'test/browser/voice',
  'test/voice/dial',
  'test/voice/sipCall',
  'test/browser/receive',
  'test/voice/manyCalls',
  'test/voice/trunk',
  'test/voice/teler',
  'test/browser/wholeJob',
].map((file) => `${file}.test.ts`)

/** Runs the files of each project together, and those first that take long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project))]
    const rank = ({ project, moduleId }: TestSpecification) => {
      const file = relative(project.config.root, moduleId).split(sep).join('/')
      const at = long.indexOf(file)
      return projects.indexOf(project) * 1_000 + (at < 0 ? long.length : at)
    }
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
