;; Between f32 and f64.
(module
  (func $f64.promote_f32 (param f32) (result f64) (f64.promote_f32 (local.get 0)))
  (func $f32.demote_f64 (param f64) (result f32) (f32.demote_f64 (local.get 0)))
  (func $f32_by_f64 (param f32 f32) (result f32)
    (f32.demote_f64 (f64.mul (f64.promote_f32 (local.get 0)) (f64.promote_f32 (local.get 1))))))
;; $f64.promote_f32
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.promote_f32
;;       vcvtss2sd xmm0, xmm6, xmm6                         |   fcvt d0, s2
;;   end
;;
;; $f32.demote_f64
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.demote_f64
;;       vcvtsd2ss xmm0, xmm6, xmm6                         |   fcvt s0, d2
;;   end
;;
;; $f32_by_f64
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   f64.promote_f32
;;       vcvtss2sd xmm0, xmm6, xmm6                         |   fcvt d0, s2
;;   local.get 1
;;   f64.promote_f32
;;       vcvtss2sd xmm1, xmm7, xmm7                         |   fcvt d1, s3
;;   f64.mul
;;       vmulsd xmm0, xmm0, xmm1                            |   fmul d0, d0, d1
;;   f32.demote_f64
;;       vcvtsd2ss xmm0, xmm0, xmm0                         |   fcvt s0, d0
;;   end
