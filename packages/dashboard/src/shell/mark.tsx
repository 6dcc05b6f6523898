/** The product's mark: a card with its photo. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect x="2" y="6" width="28" height="20" rx="3.5" fill="var(--accent)" />
      <rect x="20" y="11" width="7" height="9" rx="1.2" fill="var(--on-accent)" />
      <path
        d="M5.5 12.5h10M5.5 16h10M5.5 19.5h6.5"
        stroke="var(--on-accent)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  )
}
