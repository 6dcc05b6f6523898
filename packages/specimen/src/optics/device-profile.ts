/** A camera and its picture processing, with the screen beside it. Invented devices with plausible numbers. */
export interface DeviceProfile {
  readonly name: string
  /** Voters may be tuned on `fit` devices only; figures are reported on `evaluate` devices. */
  readonly split: 'fit' | 'evaluate'
  readonly form: 'phone' | 'laptop' | 'tablet'
  readonly frameWidthPx: number
  readonly frameHeightPx: number
  /** Focal length in pixels for a frame 1280 wide. */
  readonly focalPer1280: number
  /**
   * Standard deviation of the blur before sampling, frame pixels. Preview frames are binned from sensors at least twice as
   * fine, whose lens resolves them: fine lattices alias, which a blur of a whole frame pixel would hide.
   */
  readonly lensBlurPx: number
  /** Side of the square that a photosite integrates over, in frame pixels: below 1 where lines are skipped or binned with gaps. */
  readonly aperturePx: number
  /** Standard deviation of the blur after sampling, from binning, scaling and denoising; frame pixels. */
  readonly softnessPx: number
  /** Light fall-off at the corners, 0–1. */
  readonly vignetting: number
  /** Photo-electrons a pixel gathers per cd/m² of scene luminance at the longest exposure of a preview frame. */
  readonly electronsPerCdM2: number
  readonly fullWellElectrons: number
  readonly readNoiseElectrons: number
  /** Frames that temporal denoising averages, 1 for none. */
  readonly temporalAverage: number
  /** Chroma smoothing radius in pixels, 0 for none. */
  readonly chromaDenoisePx: 0 | 1 | 2
  /** Unsharp-mask gain, 0 for none. */
  readonly sharpening: number
  /** 0 is plain sRGB; more steepens the middle of the tone curve. */
  readonly contrast: number
  readonly saturation: number
  /** Time constants of auto-exposure and white balance, ms. */
  readonly exposureSettleMs: number
  readonly whiteBalanceSettleMs: number
  /** How much of the room's tint the settled white balance removes, 0–1; 0.85 where left out. */
  readonly whiteBalanceAdaptation?: number
  readonly screen: {
    readonly widthMm: number
    readonly heightMm: number
    readonly whiteCdM2: number
    readonly leakage: number
  }
  readonly jpeg: JpegSettings
}

export interface JpegSettings {
  /** 1–100. */
  readonly quality: number
  readonly chromaSubsampling: '4:4:4' | '4:2:0'
}

const HD = { frameWidthPx: 1280, frameHeightPx: 800 } as const
/** A camera that gives the page more than it asks for: cards are up to 1700 px wide. */
const WUXGA = { frameWidthPx: 1920, frameHeightPx: 1200 } as const
const FINE_JPEG: JpegSettings = { quality: 93, chromaSubsampling: '4:4:4' }
const PHONE_OLED = { widthMm: 70, heightMm: 150, whiteCdM2: 500, leakage: 0 } as const
const PHONE_LCD = { widthMm: 68, heightMm: 148, whiteCdM2: 430, leakage: 0.001 } as const
const LAPTOP_LCD = { widthMm: 310, heightMm: 174, whiteCdM2: 300, leakage: 0.001 } as const

export const DEVICE_PROFILES: readonly DeviceProfile[] = [
  {
    name: 'phone-flagship',
    split: 'fit',
    form: 'phone',
    ...HD,
    focalPer1280: 1420,
    lensBlurPx: 0.32,
    aperturePx: 0.5,
    softnessPx: 0.4,
    vignetting: 0.12,
    electronsPerCdM2: 60,
    fullWellElectrons: 6000,
    readNoiseElectrons: 2,
    temporalAverage: 3,
    chromaDenoisePx: 1,
    sharpening: 0.45,
    contrast: 0.12,
    saturation: 1.08,
    exposureSettleMs: 500,
    whiteBalanceSettleMs: 5000,
    screen: PHONE_OLED,
    jpeg: FINE_JPEG,
  },
  {
    name: 'phone-midrange',
    split: 'fit',
    form: 'phone',
    ...HD,
    focalPer1280: 1320,
    lensBlurPx: 0.38,
    aperturePx: 0.45,
    softnessPx: 0.55,
    vignetting: 0.2,
    electronsPerCdM2: 34,
    fullWellElectrons: 5000,
    readNoiseElectrons: 2.5,
    temporalAverage: 2,
    chromaDenoisePx: 1,
    sharpening: 0.7,
    contrast: 0.18,
    saturation: 1.12,
    exposureSettleMs: 650,
    whiteBalanceSettleMs: 4000,
    screen: PHONE_LCD,
    jpeg: FINE_JPEG,
  },
  {
    name: 'laptop-webcam',
    split: 'fit',
    form: 'laptop',
    ...HD,
    focalPer1280: 1280,
    lensBlurPx: 0.45,
    aperturePx: 0.9,
    softnessPx: 0.7,
    vignetting: 0.25,
    electronsPerCdM2: 30,
    fullWellElectrons: 5000,
    readNoiseElectrons: 3,
    temporalAverage: 2,
    chromaDenoisePx: 2,
    sharpening: 0.6,
    contrast: 0.1,
    saturation: 1,
    exposureSettleMs: 900,
    whiteBalanceSettleMs: 6000,
    screen: LAPTOP_LCD,
    jpeg: FINE_JPEG,
  },
  {
    name: 'phone-budget',
    split: 'fit',
    form: 'phone',
    ...HD,
    focalPer1280: 1290,
    lensBlurPx: 0.5,
    aperturePx: 0.5,
    softnessPx: 0.82,
    vignetting: 0.3,
    electronsPerCdM2: 20,
    fullWellElectrons: 3800,
    readNoiseElectrons: 4,
    temporalAverage: 3,
    chromaDenoisePx: 2,
    sharpening: 0.8,
    contrast: 0.22,
    saturation: 1.12,
    exposureSettleMs: 950,
    whiteBalanceSettleMs: 3000,
    screen: { widthMm: 67, heightMm: 145, whiteCdM2: 380, leakage: 0.0015 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'laptop-business',
    split: 'fit',
    form: 'laptop',
    ...HD,
    focalPer1280: 1400,
    lensBlurPx: 0.36,
    aperturePx: 0.85,
    softnessPx: 0.5,
    vignetting: 0.15,
    electronsPerCdM2: 44,
    fullWellElectrons: 5600,
    readNoiseElectrons: 2.4,
    temporalAverage: 1,
    chromaDenoisePx: 1,
    sharpening: 0.35,
    contrast: 0.08,
    saturation: 1.05,
    exposureSettleMs: 600,
    whiteBalanceSettleMs: 7000,
    screen: { widthMm: 302, heightMm: 188, whiteCdM2: 360, leakage: 0.0008 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'tablet-family',
    split: 'fit',
    form: 'tablet',
    ...WUXGA,
    focalPer1280: 1340,
    lensBlurPx: 0.5,
    aperturePx: 0.6,
    softnessPx: 0.65,
    vignetting: 0.22,
    electronsPerCdM2: 26,
    fullWellElectrons: 4400,
    readNoiseElectrons: 2.8,
    temporalAverage: 3,
    chromaDenoisePx: 2,
    sharpening: 0.75,
    contrast: 0.16,
    saturation: 1.1,
    exposureSettleMs: 750,
    whiteBalanceSettleMs: 4500,
    screen: { widthMm: 215, heightMm: 135, whiteCdM2: 400, leakage: 0.001 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'phone-compact',
    split: 'evaluate',
    form: 'phone',
    ...HD,
    focalPer1280: 1370,
    lensBlurPx: 0.35,
    aperturePx: 0.55,
    softnessPx: 0.48,
    vignetting: 0.16,
    electronsPerCdM2: 45,
    fullWellElectrons: 5500,
    readNoiseElectrons: 2.2,
    temporalAverage: 2,
    chromaDenoisePx: 1,
    sharpening: 0.55,
    contrast: 0.15,
    saturation: 1.1,
    exposureSettleMs: 420,
    whiteBalanceSettleMs: 7000,
    screen: { widthMm: 65, heightMm: 140, whiteCdM2: 470, leakage: 0 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'phone-entry',
    split: 'evaluate',
    form: 'phone',
    ...HD,
    focalPer1280: 1260,
    lensBlurPx: 0.46,
    aperturePx: 0.4,
    softnessPx: 0.75,
    vignetting: 0.28,
    electronsPerCdM2: 22,
    fullWellElectrons: 4000,
    readNoiseElectrons: 3.5,
    temporalAverage: 2,
    chromaDenoisePx: 2,
    sharpening: 0.9,
    contrast: 0.2,
    saturation: 1.05,
    exposureSettleMs: 800,
    whiteBalanceSettleMs: 3500,
    screen: { widthMm: 68, heightMm: 150, whiteCdM2: 400, leakage: 0.0012 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'laptop-fullhd',
    split: 'evaluate',
    form: 'laptop',
    ...HD,
    focalPer1280: 1350,
    lensBlurPx: 0.42,
    aperturePx: 0.75,
    softnessPx: 0.58,
    vignetting: 0.18,
    electronsPerCdM2: 38,
    fullWellElectrons: 5200,
    readNoiseElectrons: 2.6,
    temporalAverage: 3,
    chromaDenoisePx: 1,
    sharpening: 0.5,
    contrast: 0.12,
    saturation: 1.03,
    exposureSettleMs: 700,
    whiteBalanceSettleMs: 8000,
    screen: { widthMm: 344, heightMm: 194, whiteCdM2: 320, leakage: 0.001 },
    jpeg: FINE_JPEG,
  },
  {
    name: 'phone-large-frame',
    split: 'evaluate',
    form: 'phone',
    ...WUXGA,
    focalPer1280: 1400,
    lensBlurPx: 0.44,
    aperturePx: 0.7,
    softnessPx: 0.55,
    vignetting: 0.15,
    electronsPerCdM2: 30,
    fullWellElectrons: 4600,
    readNoiseElectrons: 2.2,
    temporalAverage: 2,
    chromaDenoisePx: 1,
    sharpening: 0.6,
    contrast: 0.14,
    saturation: 1.07,
    exposureSettleMs: 520,
    whiteBalanceSettleMs: 5500,
    screen: { widthMm: 71, heightMm: 152, whiteCdM2: 480, leakage: 0 },
    jpeg: FINE_JPEG,
  },
]
