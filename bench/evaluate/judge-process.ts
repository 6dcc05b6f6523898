// A child of the evaluation: films or opens captures and judges them, one at a time, so that its CPU time is theirs alone.
import { KartuError } from '@kartu/core'
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
    if (!(error instanceof KartuError)) throw error
    return { refusal: { code: error.code, message: error.message } }
  }
}

process.on('message', (task: JudgeTask) => {
  void answer(task).then((done) => process.send?.(done))
})
