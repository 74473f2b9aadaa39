;; Loads in guarded code: no check: what lies outside faults.
(module
  (memory 1)
  (func $i32.load (param i32) (result i32) (i32.load offset=8 (local.get 0)))
  (func $i32.load8_s (param i32) (result i32) (i32.load8_s offset=8 (local.get 0)))
  (func $i32.load8_u (param i32) (result i32) (i32.load8_u offset=8 (local.get 0)))
  (func $i32.load16_s (param i32) (result i32) (i32.load16_s offset=8 (local.get 0)))
  (func $i32.load16_u (param i32) (result i32) (i32.load16_u offset=8 (local.get 0)))
  (func $i64.load (param i32) (result i64) (i64.load offset=8 (local.get 0)))
  (func $i64.load8_s (param i32) (result i64) (i64.load8_s offset=8 (local.get 0)))
  (func $i64.load8_u (param i32) (result i64) (i64.load8_u offset=8 (local.get 0)))
  (func $i64.load16_s (param i32) (result i64) (i64.load16_s offset=8 (local.get 0)))
  (func $i64.load16_u (param i32) (result i64) (i64.load16_u offset=8 (local.get 0)))
  (func $i64.load32_s (param i32) (result i64) (i64.load32_s offset=8 (local.get 0)))
  (func $i64.load32_u (param i32) (result i64) (i64.load32_u offset=8 (local.get 0)))
  (func $f32.load (param i32) (result f32) (f32.load offset=8 (local.get 0)))
  (func $f64.load (param i32) (result f64) (f64.load offset=8 (local.get 0))))
;; $i32.load
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load offset=8
;;       mov eax, [r15+rdi+0x8]  ; out of bounds            |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i32.load8_s
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load8_s offset=8
;;       movsx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrsb w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i32.load8_u
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load8_u offset=8
;;       movzx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrb w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i32.load16_s
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load16_s offset=8
;;       movsx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrsh w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i32.load16_u
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.load16_u offset=8
;;       movzx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrh w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load offset=8
;;       mov rax, [r15+rdi+0x8]  ; out of bounds            |   add x1, x27, x2
;;                                                          |   ldr x0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load8_s
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load8_s offset=8
;;       movsx rax, byte ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrsb x0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load8_u
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load8_u offset=8
;;       movzx eax, byte ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrb w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load16_s
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load16_s offset=8
;;       movsx rax, word ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrsh x0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load16_u
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load16_u offset=8
;;       movzx eax, word ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrh w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load32_s
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load32_s offset=8
;;       movsxd rax, dword ptr [r15+rdi+0x8]  ; out of bounds |   add x1, x27, x2
;;                                                          |   ldrsw x0, [x1, #8]  ; out of bounds
;;   end
;;
;; $i64.load32_u
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.load32_u offset=8
;;       mov eax, [r15+rdi+0x8]  ; out of bounds            |   add x1, x27, x2
;;                                                          |   ldr w0, [x1, #8]  ; out of bounds
;;   end
;;
;; $f32.load
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f32.load offset=8
;;       vmovss xmm0, dword ptr [r15+rdi+0x8]  ; out of bounds |   add x0, x27, x2
;;                                                          |   ldr s0, [x0, #8]  ; out of bounds
;;   end
;;
;; $f64.load
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.load offset=8
;;       vmovsd xmm0, qword ptr [r15+rdi+0x8]  ; out of bounds |   add x0, x27, x2
;;                                                          |   ldr d0, [x0, #8]  ; out of bounds
;;   end
