import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { ENGLISH } from './english.ts'
import { createFormats, type Formats } from './formats.ts'
import { INDONESIAN } from './indonesian.ts'
import type { Language, Texts } from './texts.ts'

const STORED_AS = 'kartu-desk-language'
const TEXTS: Readonly<Record<Language, Texts>> = { id: INDONESIAN, en: ENGLISH }
const LOCALES: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' }

interface Speech {
  readonly language: Language
  readonly texts: Texts
  readonly formats: Formats
  readonly setLanguage: (language: Language) => void
}

const SpeechContext = createContext<Speech | null>(null)

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initialLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(STORED_AS, language)
  }, [language])
  const speech = useMemo(
    () => ({ language, texts: TEXTS[language], formats: createFormats(LOCALES[language]), setLanguage }),
    [language],
  )
  return (
    <SpeechContext value={speech}>
      <I18nProvider locale={LOCALES[language]}>{children}</I18nProvider>
    </SpeechContext>
  )
}

/** What was chosen here before, else English where the browser prefers it, else Bahasa Indonesia. */
function initialLanguage(): Language {
  const stored = localStorage.getItem(STORED_AS)
  if (stored === 'id' || stored === 'en') return stored
  return /^en\b/i.test(navigator.language) ? 'en' : 'id'
}

function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('no TextsProvider above')
  return speech
}

export function useTexts(): Texts {
  return useSpeech().texts
}

export function useFormats(): Formats {
  return useSpeech().formats
}

export function useLanguage(): Pick<Speech, 'language' | 'setLanguage'> {
  return useSpeech()
}
