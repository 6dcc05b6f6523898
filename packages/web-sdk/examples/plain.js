document.querySelector('kartu-capture').addEventListener('kartu-result', (event) => {
  // For the person's eyes only: your server asks Kartu for the verification itself and believes nothing else.
  document.querySelector('#outcome').textContent = `Status: ${event.detail.verification.status}`
})
