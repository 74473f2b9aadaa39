;; Blocks with parameters and several results: all but the last are in the frame.
(module
  (func $two_results (param i32 i32) (result i32)
    (block (result i32 i32) (local.get 0) (local.get 1))
    (i32.add))
  (func $br_two (param i32 i32 i32) (result i32)
    (block (result i32 i32)
      (local.get 0) (local.get 1)
      (br_if 0 (local.get 2))
      (drop) (drop)
      (i32.const 1) (i32.const 2))
    (i32.sub))
  (func $param (param i32) (result i32)
    (local.get 0)
    (block (param i32) (result i32) (i32.add (i32.const 1))))
  (func $param_and_local (param i32 i32) (result i32)
    (local.get 0)
    (block (param i32) (result i32)
      (br_if 0 (local.get 1))
      (i32.add (i32.const 1))))
  (func $three_types (param i32 i64 f64) (result i64)
    (block (result i32 i64 f64) (local.get 0) (local.get 1) (local.get 2))
    (drop)
    (local.set 1)
    (drop)
    (local.get 1)))
;; $two_results
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   block (type 1)
;;   local.get 0
;;   local.get 1
;;   end
;;   i32.add
;;   end
;;       lea eax, [rdi+r8]                                  |   add w0, w2, w3
;;
;; $br_two
;;     x86-64: 10 instructions, 39 bytes                    | AArch64: 10 instructions, 40 bytes
;;   block (type 1)
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   br_if 0
;;       test r9d, r9d                                      |   cbz w4, L0
;;       jz L0                                              |   str x2, [x29, #0x10]
;;       mov [rbp-0x8], edi                                 |   mov w0, w3
;;       mov eax, r8d                                       |   b L1
;;       jmp L1                                             |
;;   drop
;;   drop
;;   i32.const 1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov dword ptr [rbp-0x8], 0x1                       |   movz w16, #0x1
;;       mov eax, 0x2                                       |   str x16, [x29, #0x10]
;;     L1:                                                  |   movz w0, #0x2
;;                                                          | L1:
;;   i32.sub
;;       mov ecx, [rbp-0x8]                                 |   ldr w1, [x29, #0x10]
;;       sub ecx, eax                                       |   sub w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;
;; $param
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   block (type 3)
;;   i32.const 1
;;   i32.add
;;   end
;;   end
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;
;; $param_and_local
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   block (type 3)
;;   local.get 1
;;   br_if 0
;;       test r8d, r8d                                      |   cmp w3, #0
;;       mov eax, edi                                       |   mov w0, w2
;;       jnz L0                                             |   b.ne L0
;;   i32.const 1
;;   i32.add
;;   end
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;   end
;;     L0:                                                  | L0:
;;
;; $three_types
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   block (type 5)
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   end
;;   drop
;;   local.set 1
;;   drop
;;   local.get 1
;;   end
;;       mov rax, r8                                        |   mov x0, x3
