import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeFrame, loadModels, type Models } from '@kartu/server'
import { inventCard, renderCard } from '@kartu/specimen'
import { embedFace, embedPortrait, faceDistance, type FaceTemplate } from '@kartu/vision'
import { beforeAll, describe, expect, it } from 'vitest'

const FACES = fileURLToPath(new URL('../../packages/specimen/assets/faces/', import.meta.url))
/** Any threshold between the two separates the synthetic portraits without error. */
const GENUINE_BELOW = 0.35
const IMPOSTOR_ABOVE = 0.48
const CARD_WIDTH_PX = 1280

const portraitOf = async (name: string, models: Models) => {
  const { image } = await decodeFrame(readFileSync(`${FACES}${name}`))
  return embedPortrait(image, models.face)
}

describe('face embedding', () => {
  const templates = new Map<string, FaceTemplate>()
  let models: Models

  beforeAll(async () => {
    models = await loadModels()
    for (const name of readdirSync(FACES).filter((file) => file.endsWith('.jpg'))) {
      const template = await portraitOf(name, models)
      if (template) templates.set(name, template)
    }
  })

  it('finds the face in each of the 36 synthetic portraits', () => {
    expect(templates.size).toBe(36)
    for (const template of templates.values()) {
      expect(template.embedding).toHaveLength(128)
      expect(template.modelId).toBe('kartu-dlib-resnet-v1')
      expect(template.quality).toBeGreaterThan(0.4)
    }
  })

  it('keeps pictures of one face near and of different faces apart', () => {
    const entries = [...templates]
    for (const [nameA, a] of entries) {
      for (const [nameB, b] of entries) {
        if (nameA >= nameB) continue
        const distance = faceDistance(a.embedding, b.embedding)
        const pair = `${nameA} ${nameB}`
        if (nameA.slice(0, 4) === nameB.slice(0, 4)) expect(distance, pair).toBeLessThan(GENUINE_BELOW)
        else expect(distance, pair).toBeGreaterThan(IMPOSTOR_ABOVE)
      }
    }
  })

  it('matches the portrait printed on a specimen with selfies of the same face and no other', async () => {
    const card = inventCard('face-on-card')
    const printed = await embedFace(renderCard(card, CARD_WIDTH_PX), models.face)
    expect(printed).not.toBeNull()
    const id = card.portrait.slice(0, 4)
    for (const [name, template] of templates) {
      if (!name.includes('selfie')) continue
      const distance = faceDistance(printed?.embedding ?? new Float32Array(128), template.embedding)
      if (name.startsWith(id)) expect(distance, name).toBeLessThan(0.5)
      else expect(distance, name).toBeGreaterThan(0.45)
    }
  })

  it('finds no face where the card has none', async () => {
    const blank = {
      width: CARD_WIDTH_PX,
      height: 807,
      data: new Uint8Array(CARD_WIDTH_PX * 807 * 3).fill(200),
    }
    expect(await embedFace(blank, models.face)).toBeNull()
  })
})
