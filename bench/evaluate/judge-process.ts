// A child of the evaluation: films or opens captures and judges them, one at a time, so that its CPU time is theirs alone.
import { filmPresentation } from './film-presentation.ts'
import { judgeLabelled, loadInstruments } from './judge-labelled.ts'
import type { JudgeAnswer, JudgeTask } from './judge-in-processes.ts'
import { openCaptureFolder } from './folder/open-capture-folder.ts'

const instruments = loadInstruments()

async function answer(task: JudgeTask): Promise<JudgeAnswer> {
  try {
    const capture =
      'presentation' in task
        ? await filmPresentation(task.presentation)
        : await openCaptureFolder(task.folder)
    return { record: await judgeLabelled(capture, await instruments, task.wantsPicture) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', (task: JudgeTask) => {
  void answer(task).then((done) => process.send?.(done))
})
