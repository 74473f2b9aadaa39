;; i32: each binary instruction, both operands in registers.
(module
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $sub (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
  (func $mul (param i32 i32) (result i32) (i32.mul (local.get 0) (local.get 1)))
  (func $and (param i32 i32) (result i32) (i32.and (local.get 0) (local.get 1)))
  (func $or (param i32 i32) (result i32) (i32.or (local.get 0) (local.get 1)))
  (func $xor (param i32 i32) (result i32) (i32.xor (local.get 0) (local.get 1)))
  (func $shl (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1)))
  (func $shr_s (param i32 i32) (result i32) (i32.shr_s (local.get 0) (local.get 1)))
  (func $shr_u (param i32 i32) (result i32) (i32.shr_u (local.get 0) (local.get 1)))
  (func $rotl (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func $rotr (param i32 i32) (result i32) (i32.rotr (local.get 0) (local.get 1))))
;; $add
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;   end
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;
;; $sub
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       mov eax, edi                                       |   sub w0, w2, w3
;;       sub eax, r8d                                       |
;;   end
;;
;; $mul
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       mov eax, edi                                       |   mul w0, w2, w3
;;       imul eax, r8d                                      |
;;   end
;;
;; $and
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       mov eax, edi                                       |   and w0, w2, w3
;;       and eax, r8d                                       |
;;   end
;;
;; $or
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.or
;;       mov eax, edi                                       |   orr w0, w2, w3
;;       or eax, r8d                                        |
;;   end
;;
;; $xor
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.xor
;;       mov eax, edi                                       |   eor w0, w2, w3
;;       xor eax, r8d                                       |
;;   end
;;
;; $shl
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shl
;;       shlx eax, edi, r8d                                 |   lsl w0, w2, w3
;;   end
;;
;; $shr_s
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_s
;;       sarx eax, edi, r8d                                 |   asr w0, w2, w3
;;   end
;;
;; $shr_u
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_u
;;       shrx eax, edi, r8d                                 |   lsr w0, w2, w3
;;   end
;;
;; $rotl
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rotl
;;       mov ecx, r8d                                       |   neg w17, w3
;;       mov eax, edi                                       |   ror w0, w2, w17
;;       rol eax, cl                                        |
;;   end
;;
;; $rotr
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rotr
;;       mov ecx, r8d                                       |   ror w0, w2, w3
;;       mov eax, edi                                       |
;;       ror eax, cl                                        |
;;   end
