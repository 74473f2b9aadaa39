;; Every declared local is set to zero first.
;; tuning: zero_elision=off
(module
  (memory 1)
  (func $set_before_read (param i32) (result i32) (local i32)
    (local.set 1 (i32.add (local.get 0) (i32.const 12)))
    (local.get 1))
  (func $many (param i32) (local i32 i64 f32 f64)
    (local.set 1 (local.get 0))
    (local.set 2 (i64.extend_i32_u (local.get 0)))
    (local.set 3 (f32.convert_i32_s (local.get 0)))
    (local.set 4 (f64.convert_i32_s (local.get 0)))))
;; $set_before_read
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 3 instructions, 12 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;   local.get 0
;;   i32.const 12
;;   i32.add
;;       lea r8d, [rdi+0xc]                                 |   add w3, w2, #0xc
;;   local.set 1
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $many
;;     x86-64: 10 instructions, 36 bytes                    | AArch64: 8 instructions, 32 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;       xor r9d, r9d                                       |   movz w4, #0
;;       vxorps xmm6, xmm6, xmm6                            |   movi d2, #0000000000000000
;;       vxorps xmm7, xmm7, xmm7                            |   movi d3, #0000000000000000
;;   local.get 0
;;   local.set 1
;;       mov r8d, edi                                       |   mov w3, w2
;;   local.get 0
;;   i64.extend_i32_u
;;   local.set 2
;;       mov r9, rdi                                        |   mov x4, x2
;;   local.get 0
;;   f32.convert_i32_s
;;       vxorps xmm6, xmm6, xmm6                            |   scvtf s2, w2
;;       vcvtsi2ss xmm6, xmm6, edi                          |
;;   local.set 3
;;   local.get 0
;;   f64.convert_i32_s
;;       vxorps xmm7, xmm7, xmm7                            |   scvtf d3, w2
;;       vcvtsi2sd xmm7, xmm7, edi                          |
;;   local.set 4
;;   end
