import type { Texts } from './texts.ts'

export const INDONESIAN: Texts = {
  primingTitle: 'Foto KTP Anda',
  primingBody: 'Siapkan KTP asli Anda. Prosesnya sekitar satu menit. Browser akan meminta izin kamera.',
  primingTips: [
    'Keluarkan KTP dari plastik atau dompetnya.',
    'Cari tempat yang tidak terkena sinar matahari langsung.',
    'Naikkan kecerahan layar sampai penuh.',
  ],
  flashWarning:
    'Layar akan menampilkan beberapa warna penuh selama sekitar tiga detik, untuk memastikan kartunya benar-benar ada.',
  flashOptOut: 'Saya peka terhadap cahaya berkedip: jangan tampilkan warna',
  flashOptOutEffect: 'Tanpa warna, foto Anda akan diperiksa oleh petugas. Ini bisa lebih lama.',
  start: 'Buka kamera',
  phoneCodeTitle: 'Pakai kamera ponsel saja',
  phoneCodeBody: 'Arahkan kamera ponsel ke kode ini dan lanjutkan di sana. Halaman ini boleh ditutup.',
  phoneCodeLabel: 'Kode untuk membuka halaman ini di ponsel',
  opening: 'Menyalakan kamera …',
  guideTitle: 'Arahkan KTP ke kamera',
  advice: {
    searching: 'Letakkan sisi depan KTP di dalam bingkai',
    farther: 'Jauhkan sedikit: keempat sudut harus terlihat',
    closer: 'Dekatkan KTP',
    straighter: 'Luruskan KTP',
    dark: 'Terlalu gelap: cari tempat yang lebih terang',
    glare: 'Ada pantulan cahaya: miringkan KTP sedikit',
    moving: 'Jangan bergerak',
    blur: 'Buram: tahan, atau jauhkan sedikit',
    hold_still: 'Bagus. Tahan sebentar …',
    steady: 'Bagus!',
  },
  noGuidance: 'Penuhi bingkai dengan KTP, lalu ambil foto.',
  rearCameraEffect: 'Kamera ini tidak melihat cahaya layar: foto Anda akan diperiksa oleh petugas.',
  shutter: 'Ambil foto',
  switchCamera: 'Ganti kamera',
  readyTitle: 'Sekarang jangan bergerak',
  readyBody: 'Tahan KTP di tempatnya, menghadap layar. Warna akan memenuhi layar selama sekitar tiga detik.',
  readyCountdown: (seconds) => `Mulai dalam ${seconds}`,
  skipFlash: 'Tanpa warna',
  back: 'Kembali',
  flashing: 'Tahan KTP, jangan bergerak.',
  preparing: 'Menyiapkan foto …',
  reviewTitle: 'Apakah semua terbaca?',
  reviewBody: 'Semua tulisan tajam, tidak ada yang tertutup, dan tidak ada cahaya yang menutupi cetakan.',
  reviewNoFlash: 'Diambil tanpa warna layar: akan diperiksa oleh petugas.',
  pictureOf: (index, count) => `Foto KTP ${index} dari ${count}`,
  send: 'Kirim',
  retake: 'Ulangi',
  sendingTitle: 'Mengirim',
  sendingBody: 'Biarkan halaman ini terbuka. Pada jaringan lambat perlu waktu; tidak ada yang hilang.',
  judging: 'Memeriksa KTP …',
  results: {
    verified: { title: 'Selesai', body: 'KTP Anda sudah diperiksa.' },
    pending: {
      title: 'Sudah diterima',
      body: 'Petugas akan memeriksa KTP Anda. Anda tidak perlu menunggu di sini.',
    },
    failed: { title: 'Belum berhasil', body: 'KTP Anda belum dapat dipastikan dari foto ini.' },
  },
  hints: {
    no_card: 'KTP tidak ditemukan dalam foto. Letakkan sisi depan KTP di dalam bingkai.',
    flash_not_seen:
      'Cahaya layar hampir tidak mengenai KTP. Naikkan kecerahan layar, hindari cahaya terang, dan dekatkan KTP.',
    glare: 'Cahaya menutupi sebagian KTP. Hindari lampu dan jendela.',
  },
  tryAgain: 'Coba lagi',
  sendAgain: 'Kirim lagi',
  finish: 'Tutup',
  problems: {
    camera_denied: {
      title: 'Kamera diblokir',
      body: 'Halaman ini tidak boleh memakai kamera. Anda bisa mengubahnya:',
    },
    camera_missing: {
      title: 'Kamera tidak ditemukan',
      body: 'Perangkat ini tidak punya kamera yang bisa dipakai browser. Buka halaman ini di ponsel Anda.',
    },
    camera_busy: {
      title: 'Kamera sedang dipakai',
      body: 'Tutup aplikasi atau tab lain yang memakai kamera, lalu coba lagi.',
    },
    camera_failed: { title: 'Kamera bermasalah', body: 'Coba lagi, atau buka halaman ini di browser lain.' },
    insecure_context: {
      title: 'Halaman ini tidak aman',
      body: 'Kamera hanya bisa dipakai di alamat yang diawali https://. Mintalah tautan yang benar kepada pengirimnya.',
    },
    in_app_browser: {
      title: 'Buka halaman ini di browser',
      body: 'Aplikasi yang Anda pakai tidak mengizinkan kamera. Salin tautan lalu buka di Chrome atau Safari.',
    },
    interrupted: {
      title: 'Terputus',
      body: 'Halaman ditinggalkan saat warna ditampilkan. Tidak ada yang dikirim. Silakan coba lagi.',
    },
    flash_unsafe: {
      title: 'Warna tidak ditampilkan',
      body: 'Warna yang diminta bisa berkedip terlalu cepat. Anda bisa melanjutkan tanpa warna.',
    },
    flash_too_slow: {
      title: 'Kamera terlalu lambat',
      body: 'Ada warna yang terlewat. Tutup aplikasi lain dan coba lagi, atau lanjutkan tanpa warna.',
    },
    offline: {
      title: 'Tidak ada koneksi',
      body: 'Foto Anda tetap disimpan selama halaman ini terbuka. Coba lagi setelah koneksi kembali.',
    },
    service_busy: { title: 'Layanan sedang sibuk', body: 'Tunggu sebentar, lalu coba lagi.' },
    token_expired: {
      title: 'Tautan ini sudah kedaluwarsa',
      body: 'Kembalilah ke halaman sebelumnya dan mulai lagi.',
    },
    challenge_expired: {
      title: 'Terlalu lama',
      body: 'Demi keamanan, foto harus segera dikirim setelah diambil. Silakan ambil ulang.',
    },
    not_allowed: {
      title: 'Tautan ini tidak berlaku',
      body: 'Kembalilah ke halaman sebelumnya dan mulai lagi.',
    },
    service_failed: { title: 'Terjadi kesalahan', body: 'Silakan coba lagi sebentar lagi.' },
  },
  recoverySteps: {
    chrome_android: [
      'Ketuk ikon di kiri alamat.',
      'Ketuk Izin, lalu Kamera, dan izinkan.',
      'Kembali ke sini dan coba lagi.',
    ],
    safari_ios: [
      'Ketuk ikon di kiri alamat, lalu Pengaturan Situs Web.',
      'Ubah Kamera menjadi Izinkan.',
      'Jika tidak ada: Pengaturan → App → Safari → Kamera → Tanya.',
    ],
    safari_mac: [
      'Pilih Safari → Pengaturan untuk Situs Web Ini.',
      'Ubah Kamera menjadi Izinkan.',
      'Muat ulang halaman.',
    ],
    firefox: [
      'Klik ikon kamera yang dicoret di bilah alamat.',
      'Hapus blokir dengan tanda ×.',
      'Coba lagi dan izinkan kamera.',
    ],
    chromium: [
      'Klik ikon di kiri alamat.',
      'Aktifkan Kamera.',
      'Muat ulang halaman jika browser memintanya.',
    ],
  },
  copyLink: 'Salin tautan',
  linkCopied: 'Tautan disalin',
  withoutFlash: 'Lanjutkan tanpa warna',
}
