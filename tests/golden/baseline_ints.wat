;; Bits and shifts. Left: x86-64 without AVX, BMI and LZCNT.
;; target: x86_64
(module
  (func $i32.clz (param i32) (result i32) (i32.clz (local.get 0)))
  (func $i32.ctz (param i32) (result i32) (i32.ctz (local.get 0)))
  (func $i32.popcnt (param i32) (result i32) (i32.popcnt (local.get 0)))
  (func $i32.shl (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1)))
  (func $i32.shr_s (param i32 i32) (result i32) (i32.shr_s (local.get 0) (local.get 1)))
  (func $i32.shr_u (param i32 i32) (result i32) (i32.shr_u (local.get 0) (local.get 1)))
  (func $i32.rotl (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func $i64.clz (param i64) (result i64) (i64.clz (local.get 0)))
  (func $i64.ctz (param i64) (result i64) (i64.ctz (local.get 0)))
  (func $i64.popcnt (param i64) (result i64) (i64.popcnt (local.get 0)))
  (func $i64.shl (param i64 i64) (result i64) (i64.shl (local.get 0) (local.get 1)))
  (func $i64.shr_s (param i64 i64) (result i64) (i64.shr_s (local.get 0) (local.get 1)))
  (func $i64.shr_u (param i64 i64) (result i64) (i64.shr_u (local.get 0) (local.get 1)))
  (func $i64.rotl (param i64 i64) (result i64) (i64.rotl (local.get 0) (local.get 1)))
  (func $shl_by_first (param i32 i32) (result i32) (i32.shl (local.get 1) (local.get 0)))
  (func $rotr_const (param i32) (result i32) (i32.rotr (local.get 0) (i32.const 5))))
;; $i32.clz
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.clz
;;       bsr r11d, edi                                      |   clz w0, w2
;;       mov eax, 0x3f                                      |
;;       cmovnz eax, r11d                                   |
;;       xor eax, 0x1f                                      |
;;   end
;;
;; $i32.ctz
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.ctz
;;       mov r11d, 0x20                                     |   rbit w0, w2
;;       bsf eax, edi                                       |   clz w0, w0
;;       cmovz eax, r11d                                    |
;;   end
;;
;; $i32.popcnt
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.popcnt
;;       popcnt eax, edi                                    |   fmov s31, w2
;;                                                          |   cnt v31.8b, v31.8b
;;                                                          |   addv b31, v31.8b
;;                                                          |   fmov w0, s31
;;   end
;;
;; $i32.shl
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shl
;;       mov ecx, r8d                                       |   lsl w0, w2, w3
;;       mov eax, edi                                       |
;;       shl eax, cl                                        |
;;   end
;;
;; $i32.shr_s
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_s
;;       mov ecx, r8d                                       |   asr w0, w2, w3
;;       mov eax, edi                                       |
;;       sar eax, cl                                        |
;;   end
;;
;; $i32.shr_u
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_u
;;       mov ecx, r8d                                       |   lsr w0, w2, w3
;;       mov eax, edi                                       |
;;       shr eax, cl                                        |
;;   end
;;
;; $i32.rotl
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rotl
;;       mov ecx, r8d                                       |   neg w17, w3
;;       mov eax, edi                                       |   ror w0, w2, w17
;;       rol eax, cl                                        |
;;   end
;;
;; $i64.clz
;;     x86-64: 4 instructions, 17 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.clz
;;       bsr r11, rdi                                       |   clz x0, x2
;;       mov eax, 0x7f                                      |
;;       cmovnz rax, r11                                    |
;;       xor rax, 0x3f                                      |
;;   end
;;
;; $i64.ctz
;;     x86-64: 3 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.ctz
;;       mov r11d, 0x40                                     |   rbit x0, x2
;;       bsf rax, rdi                                       |   clz x0, x0
;;       cmovz rax, r11                                     |
;;   end
;;
;; $i64.popcnt
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.popcnt
;;       popcnt rax, rdi                                    |   fmov d31, x2
;;                                                          |   cnt v31.8b, v31.8b
;;                                                          |   addv b31, v31.8b
;;                                                          |   fmov w0, s31
;;   end
;;
;; $i64.shl
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shl
;;       mov rcx, r8                                        |   lsl x0, x2, x3
;;       mov rax, rdi                                       |
;;       shl rax, cl                                        |
;;   end
;;
;; $i64.shr_s
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shr_s
;;       mov rcx, r8                                        |   asr x0, x2, x3
;;       mov rax, rdi                                       |
;;       sar rax, cl                                        |
;;   end
;;
;; $i64.shr_u
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shr_u
;;       mov rcx, r8                                        |   lsr x0, x2, x3
;;       mov rax, rdi                                       |
;;       shr rax, cl                                        |
;;   end
;;
;; $i64.rotl
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.rotl
;;       mov rcx, r8                                        |   neg x17, x3
;;       mov rax, rdi                                       |   ror x0, x2, x17
;;       rol rax, cl                                        |
;;   end
;;
;; $shl_by_first
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 1
;;   local.get 0
;;   i32.shl
;;       mov ecx, edi                                       |   lsl w0, w3, w2
;;       mov eax, r8d                                       |
;;       shl eax, cl                                        |
;;   end
;;
;; $rotr_const
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 5
;;   i32.rotr
;;       mov eax, edi                                       |   ror w0, w2, #5
;;       ror eax, 0x5                                       |
;;   end
