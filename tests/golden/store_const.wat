;; Constants that are stored.
(module
  (memory 1)
  (func $zero (param i32) (i32.store (local.get 0) (i32.const 0)))
  (func $seven (param i32) (i32.store (local.get 0) (i32.const 7)))
  (func $minus_one (param i32) (i32.store (local.get 0) (i32.const -1)))
  (func $no_run (param i32) (i32.store (local.get 0) (i32.const 0x12345678)))
  (func $byte (param i32) (i32.store8 (local.get 0) (i32.const 65)))
  (func $byte_zero (param i32) (i32.store8 (local.get 0) (i32.const 0)))
  (func $half (param i32) (i32.store16 (local.get 0) (i32.const 1000)))
  (func $i64_zero (param i32) (i64.store (local.get 0) (i64.const 0)))
  (func $i64_seven (param i32) (i64.store (local.get 0) (i64.const 7)))
  (func $i64_minus_one (param i32) (i64.store (local.get 0) (i64.const -1)))
  (func $i64_big (param i32) (i64.store (local.get 0) (i64.const 0x123456789abcdef0)))
  (func $i64_as_word (param i32) (i64.store32 (local.get 0) (i64.const 0x123456789)))
  (func $f32_zero (param i32) (f32.store (local.get 0) (f32.const 0)))
  (func $f32_one (param i32) (f32.store (local.get 0) (f32.const 1)))
  (func $f64_zero (param i32) (f64.store (local.get 0) (f64.const 0)))
  (func $f64_one (param i32) (f64.store (local.get 0) (f64.const 1)))
  (func $f64_minus_zero (param i32) (f64.store (local.get 0) (f64.const -0.0)))
  (func $two_zeros (param i32)
    (i64.store (local.get 0) (i64.const 0))
    (i64.store offset=8 (local.get 0) (i64.const 0))))
;; $zero
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.store
;;       mov dword ptr [r15+rdi], 0x0  ; out of bounds      |   str wzr, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $seven
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 7
;;   i32.store
;;       mov dword ptr [r15+rdi], 0x7  ; out of bounds      |   movz w0, #0x7
;;                                                          |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $minus_one
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.store
;;       mov dword ptr [r15+rdi], 0xffffffff  ; out of bounds |   movn w0, #0
;;                                                          |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $no_run
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.store
;;       mov dword ptr [r15+rdi], 0x12345678  ; out of bounds |   movz w0, #0x5678
;;                                                          |   movk w0, #0x1234, lsl #16
;;                                                          |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $byte
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 65
;;   i32.store8
;;       mov byte ptr [r15+rdi], 0x41  ; out of bounds      |   movz w0, #0x41
;;                                                          |   strb w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $byte_zero
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.store8
;;       mov byte ptr [r15+rdi], 0x0  ; out of bounds       |   strb wzr, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $half
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1000
;;   i32.store16
;;       mov word ptr [r15+rdi], 0x3e8  ; out of bounds     |   movz w0, #0x3e8
;;                                                          |   strh w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $i64_zero
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.store
;;       mov qword ptr [r15+rdi], 0x0  ; out of bounds      |   str xzr, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $i64_seven
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 7
;;   i64.store
;;       mov qword ptr [r15+rdi], 0x7  ; out of bounds      |   movz w0, #0x7
;;                                                          |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $i64_minus_one
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.store
;;       mov qword ptr [r15+rdi], 0xffffffffffffffff  ; out of bounds |   movn x0, #0
;;                                                          |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $i64_big
;;     x86-64: 2 instructions, 14 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i64.const 1311768467463790320
;;   i64.store
;;       mov rax, 0x123456789abcdef0                        |   movz x0, #0xdef0
;;       mov [r15+rdi], rax  ; out of bounds                |   movk x0, #0x9abc, lsl #16
;;                                                          |   movk x0, #0x5678, lsl #32
;;                                                          |   movk x0, #0x1234, lsl #48
;;                                                          |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $i64_as_word
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.const 4886718345
;;   i64.store32
;;       mov dword ptr [r15+rdi], 0x23456789  ; out of bounds |   movz x0, #0x6789
;;                                                          |   movk x0, #0x2345, lsl #16
;;                                                          |   movk x0, #0x1, lsl #32
;;                                                          |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $f32_zero
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.const 0
;;   f32.store
;;       mov dword ptr [r15+rdi], 0x0  ; out of bounds      |   str wzr, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $f32_one
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f32.const 1
;;   f32.store
;;       mov dword ptr [r15+rdi], 0x3f800000  ; out of bounds |   movz w0, #0x3f80, lsl #16
;;                                                          |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $f64_zero
;;     x86-64: 1 instruction, 8 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.const 0
;;   f64.store
;;       mov qword ptr [r15+rdi], 0x0  ; out of bounds      |   str xzr, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $f64_one
;;     x86-64: 2 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.const 1
;;   f64.store
;;       mov rax, 0x3ff0000000000000                        |   movz x0, #0x3ff0, lsl #48
;;       mov [r15+rdi], rax  ; out of bounds                |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $f64_minus_zero
;;     x86-64: 2 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.const -0
;;   f64.store
;;       mov rax, 0x8000000000000000                        |   movz x0, #0x8000, lsl #48
;;       mov [r15+rdi], rax  ; out of bounds                |   str x0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $two_zeros
;;     x86-64: 2 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.store
;;       mov qword ptr [r15+rdi], 0x0  ; out of bounds      |   str xzr, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   i64.const 0
;;   i64.store offset=8
;;       mov qword ptr [r15+rdi+0x8], 0x0  ; out of bounds  |   add x0, x27, x2
;;                                                          |   str xzr, [x0, #8]  ; out of bounds
;;   end
